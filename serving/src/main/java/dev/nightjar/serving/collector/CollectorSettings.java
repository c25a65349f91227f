package dev.nightjar.serving.collector;

import java.time.Duration;
import java.util.List;

/**
 * How events are taken and how they leave this machine.
 *
 * @param writeKeys SHA-256 hashes, in hex, of the keys that may write
 * @param origins web origins whose pages may send events, such as {@code https://shop.example}
 * @param segmentAge how long a segment collects events before it is shipped
 * @param segmentBytes the size at which a segment is shipped earlier
 * @param retry how long to wait before a failed shipment is tried again
 * @param diskBudget bytes of segments on this machine from which on events are refused
 * @param sink where events are durable before they are acknowledged
 */
public record CollectorSettings(
    List<String> writeKeys,
    List<String> origins,
    Duration segmentAge,
    int segmentBytes,
    Duration retry,
    long diskBudget,
    Sink sink) {
  /** The most bytes of one request as sent. */
  public static final int WIRE_BYTES = 500_000;

  /** The most bytes of one request after inflating. */
  public static final int INFLATED_BYTES = 5_000_000;

  /**
   * The most names, values and brackets of one request: of memory they take as much as sixty bytes
   * each, and no honest event has one in five of its own.
   */
  public static final int REQUEST_TOKENS = 1_000_000;

  /** The most bytes of one event as it is landed. */
  public static final int EVENT_BYTES = 32_768;

  /** How deep an event may nest; the nights read no deeper. */
  public static final int EVENT_DEPTH = 64;

  /** The most bytes that the events of one request may come to as they are landed. */
  public static final int LANDED_BYTES = 10_000_000;

  /** The most events of one batch. */
  public static final int BATCH_EVENTS = 2_500;

  /** Where events are durable before they are acknowledged. */
  public enum Sink {
    /** On this machine, shipped to the lake behind that. */
    SEGMENTS,
    /** In the stream; a connector lands them. */
    STREAM,
    /** In the stream and on this machine, which ships them. */
    BOTH;

    /** Whether a stream is written to. */
    public boolean streams() {
      return this != SEGMENTS;
    }
  }

  public CollectorSettings {
    writeKeys = List.copyOf(writeKeys);
    origins = List.copyOf(origins);
  }
}

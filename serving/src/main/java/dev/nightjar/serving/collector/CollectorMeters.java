package dev.nightjar.serving.collector;

import java.util.concurrent.atomic.LongAdder;

/** What the collector counts. Thread-safe. */
public final class CollectorMeters {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder overloaded = new LongAdder();
  private final LongAdder syncs = new LongAdder();
  private final LongAdder shipped = new LongAdder();
  private final LongAdder shipFailures = new LongAdder();

  /** Events acknowledged. */
  public LongAdder accepted() {
    return accepted;
  }

  /** Events refused one by one. */
  public LongAdder rejected() {
    return rejected;
  }

  /** Requests turned away because the disk could not keep up or failed. */
  public LongAdder overloaded() {
    return overloaded;
  }

  /** Writes made durable, each for the requests that waited together. */
  public LongAdder syncs() {
    return syncs;
  }

  /** Segments shipped to the lake. */
  public LongAdder shipped() {
    return shipped;
  }

  /** Attempts to ship that failed. */
  public LongAdder shipFailures() {
    return shipFailures;
  }
}

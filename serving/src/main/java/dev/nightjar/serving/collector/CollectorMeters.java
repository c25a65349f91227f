package dev.nightjar.serving.collector;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What the collector counts. Thread-safe. */
public final class CollectorMeters {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder overloaded = new LongAdder();
  private final LongAdder syncs = new LongAdder();
  private final LongAdder shipped = new LongAdder();
  private final LongAdder shipFailures = new LongAdder();
  private final LongAdder published = new LongAdder();
  private final LongAdder publishFailures = new LongAdder();
  private final IntSupplier waiting;
  private final LongSupplier bytes;
  private final IntSupplier torn;
  private final LongSupplier unclosedDays;

  CollectorMeters(
      IntSupplier waiting, LongSupplier bytes, IntSupplier torn, LongSupplier unclosedDays) {
    this.waiting = waiting;
    this.bytes = bytes;
    this.torn = torn;
    this.unclosedDays = unclosedDays;
  }

  /** Events acknowledged. */
  public LongAdder accepted() {
    return accepted;
  }

  /** Events refused one by one. */
  public LongAdder rejected() {
    return rejected;
  }

  /** Events left out because they were here already. */
  public LongAdder repeated() {
    return repeated;
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

  /** Lines that the stream took. */
  public LongAdder published() {
    return published;
  }

  /** Requests whose lines the stream did not take. */
  public LongAdder publishFailures() {
    return publishFailures;
  }

  /** Complete segments that wait to be shipped. */
  public int waitingSegments() {
    return waiting.getAsInt();
  }

  /** Bytes of all segments that are complete and on this machine. */
  public long segmentBytes() {
    return bytes.getAsLong();
  }

  /** Damaged segments that are kept aside. */
  public int tornSegments() {
    return torn.getAsInt();
  }

  /** Days that are over and not closed in the lake. */
  public long unclosedDays() {
    return unclosedDays.getAsLong();
  }
}

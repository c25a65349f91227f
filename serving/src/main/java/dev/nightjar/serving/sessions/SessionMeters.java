package dev.nightjar.serving.sessions;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What operators watch of the session store. Thread-safe. */
public final class SessionMeters {
  private final LongAdder failedReads = new LongAdder();
  private final LongAdder failedWrites = new LongAdder();
  private final BooleanSupplier reachable;
  private final IntSupplier openRefusals;

  SessionMeters(BooleanSupplier reachable, IntSupplier openRefusals) {
    this.reachable = reachable;
    this.openRefusals = openRefusals;
  }

  /** Requests answered without the session that they could have had. */
  public LongAdder failedReads() {
    return failedReads;
  }

  /** Requests whose events are landed and, not all in time, in sessions. */
  public LongAdder failedWrites() {
    return failedWrites;
  }

  /** Refusals that wait for the store to answer again. */
  public int openRefusals() {
    return openRefusals.getAsInt();
  }

  /** Whether the store can be read and written now. */
  public boolean reachable() {
    return reachable.getAsBoolean();
  }
}

package dev.nightjar.streams;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the connector counts. Thread-safe.
 *
 * @param accepted lines landed that are events
 * @param refused lines landed that the night quarantines
 * @param objects objects landed and read back
 * @param bytes of the lines landed, before gzip
 * @param landFailures attempts to land that failed
 * @param sourceFailures times that reading or committing failed and began anew
 */
record ConnectorMeters(
    LongAdder accepted,
    LongAdder refused,
    LongAdder objects,
    LongAdder bytes,
    LongAdder landFailures,
    LongAdder sourceFailures) {

  ConnectorMeters() {
    this(
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder());
  }
}

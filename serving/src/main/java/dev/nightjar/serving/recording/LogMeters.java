package dev.nightjar.serving.recording;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the answers that a log was to keep. Thread-safe.
 *
 * @param written kept
 * @param skipped not to be kept: of nobody, or of somebody who does not allow it
 * @param dropped lost, because too many waited
 * @param failed lost, because they could not be written
 */
public record LogMeters(LongAdder written, LongAdder skipped, LongAdder dropped, LongAdder failed) {
  /** Nothing is counted yet. */
  public LogMeters() {
    this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
  }
}

package dev.nightjar.serving.recording;

/** Writes something down of answers. Thread-safe; called by the threads that answer. */
@FunctionalInterface
public interface AnswerLog {
  /**
   * Takes an answer that is written to its caller. Neither waits nor fails: what cannot be kept is
   * counted instead.
   */
  void answered(Answered answered);
}

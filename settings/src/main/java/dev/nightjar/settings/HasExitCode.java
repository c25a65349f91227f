package dev.nightjar.settings;

/**
 * Marks a failure that a person can act on: its message is a whole sentence, so no stack trace is
 * printed, and the process ends with the exit code given here.
 */
public interface HasExitCode {

  /** Exit code of the process: 1 fault, 2 wrong flag or setting, 3 bad data. */
  int exitCode();

  /**
   * Whether the message is a report of several lines, to be shown whole; of any other message only
   * the first line is, because what libraries add below it helps nobody.
   */
  default boolean isReport() {
    return false;
  }
}

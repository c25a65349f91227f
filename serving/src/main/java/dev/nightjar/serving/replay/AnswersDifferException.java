package dev.nightjar.serving.replay;

import dev.nightjar.settings.HasExitCode;

/** Not every recorded answer came out again as it was: the process ends with exit code 1. */
final class AnswersDifferException extends RuntimeException implements HasExitCode {
  private static final long serialVersionUID = 1L;

  AnswersDifferException(String message) {
    super(message);
  }

  @Override
  public int exitCode() {
    return 1;
  }
}

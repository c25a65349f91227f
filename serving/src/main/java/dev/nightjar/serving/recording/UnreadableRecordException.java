package dev.nightjar.serving.recording;

import dev.nightjar.settings.HasExitCode;

/** A line that is no recorded request, or one of a format that this program does not know. */
public final class UnreadableRecordException extends RuntimeException implements HasExitCode {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong with the line, a sentence
   */
  public UnreadableRecordException(String message) {
    super(message);
  }

  @Override
  public int exitCode() {
    return 3;
  }
}

package dev.nightjar.etl;

import dev.nightjar.settings.HasExitCode;

/**
 * The input breaks an expectation. The message names the figures; the owner of the data has to act,
 * so a retry is useless, nothing is published and the process ends with exit code 3.
 */
public final class DataQualityException extends RuntimeException implements HasExitCode {

  private static final long serialVersionUID = 1L;

  public DataQualityException(String message) {
    super(message);
  }

  @Override
  public int exitCode() {
    return 3;
  }

  @Override
  public boolean isReport() {
    return true;
  }
}

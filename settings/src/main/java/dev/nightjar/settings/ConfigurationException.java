package dev.nightjar.settings;

/**
 * A wrong flag, key or value. The message names it, says what is allowed and what to do; the
 * operator has to act, so a retry is useless and the process ends with exit code 2.
 */
public final class ConfigurationException extends RuntimeException implements HasExitCode {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int exitCode() {
    return 2;
  }
}

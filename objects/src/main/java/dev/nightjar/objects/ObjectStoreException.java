package dev.nightjar.objects;

import dev.nightjar.settings.HasExitCode;

/**
 * The store could not be reached, refused, or lost its disk. The message is one sentence with the
 * place, the cause and what to do; the process ends with exit code 1, and a retry may help.
 */
public final class ObjectStoreException extends RuntimeException implements HasExitCode {

  private static final long serialVersionUID = 1L;

  public ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int exitCode() {
    return 1;
  }
}

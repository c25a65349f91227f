package dev.nightjar.export.publish;

import dev.nightjar.settings.HasExitCode;

/**
 * Another run has the lake's lease; trying again later helps, so the exit code is that of a fault.
 */
public final class LeaseHeldException extends RuntimeException implements HasExitCode {
  private static final long serialVersionUID = 1L;

  LeaseHeldException(String message) {
    super(message);
  }

  @Override
  public int exitCode() {
    return 1;
  }
}

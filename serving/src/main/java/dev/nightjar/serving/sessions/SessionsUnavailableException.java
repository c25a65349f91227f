package dev.nightjar.serving.sessions;

/**
 * Sessions cannot be read in time: the answer goes on without, and says so. Without a stack trace,
 * because while the store is away every request meets it.
 */
public final class SessionsUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SessionsUnavailableException(String reason) {
    super(reason, null, false, false);
  }
}

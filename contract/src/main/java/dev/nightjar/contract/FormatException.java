package dev.nightjar.contract;

/**
 * A stored value or manifest that this program cannot take; the subclasses say which of the three
 * ways.
 */
public abstract sealed class FormatException extends RuntimeException
    permits CorruptFormatException, FormatTooOldException, FormatTooNewException {
  private static final long serialVersionUID = 1L;

  FormatException(String message) {
    super(message);
  }
}

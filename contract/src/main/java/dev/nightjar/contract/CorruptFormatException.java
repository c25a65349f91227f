package dev.nightjar.contract;

/**
 * The bytes are damaged: cut, flipped, or not of this format at all. Publish or download the
 * snapshot again.
 */
public final class CorruptFormatException extends FormatException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was expected and what was found
   */
  public CorruptFormatException(String message) {
    super(message);
  }
}

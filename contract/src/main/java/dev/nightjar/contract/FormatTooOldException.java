package dev.nightjar.contract;

/**
 * The bytes are of a format older than this program reads. Build the snapshot again with this
 * release.
 */
public final class FormatTooOldException extends FormatException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the kind of value
   * @param found the version it carries
   * @param minimum the oldest version this program reads
   */
  public FormatTooOldException(String what, int found, int minimum) {
    super(
        what
            + " has format "
            + found
            + ", older than "
            + minimum
            + ", the oldest this program reads. Build the snapshot again with this release.");
  }
}

package dev.nightjar.contract;

/** The bytes are of a format newer than this program reads. Update this program first. */
public final class FormatTooNewException extends FormatException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the kind of value
   * @param found the version it carries
   * @param current the newest version this program reads
   */
  public FormatTooNewException(String what, int found, int current) {
    super(
        what
            + " has format "
            + found
            + ", newer than "
            + current
            + ", the newest this program reads. Update this program first.");
  }
}

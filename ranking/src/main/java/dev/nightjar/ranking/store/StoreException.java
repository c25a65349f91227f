package dev.nightjar.ranking.store;

/** The snapshot's store on this machine's disk could not be written, opened or read. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was attempted, on which file, and what to do
   * @param cause what RocksDB or the file system said
   */
  public StoreException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}

package dev.nightjar.ranking.store;

import java.nio.file.Path;
import java.util.List;

/**
 * A snapshot that must not be served, with every reason found. Whoever serves an older one keeps
 * it.
 */
public final class SnapshotRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  /**
   * @param folder the snapshot's folder
   * @param reasons what is wrong with it, a sentence each
   */
  public SnapshotRefusedException(Path folder, List<String> reasons) {
    super(
        "the snapshot "
            + folder.getFileName()
            + " is refused: "
            + String.join("; ", reasons)
            + ". Fetch or publish it again.");
    this.reasons = List.copyOf(reasons);
  }

  /** What is wrong, a sentence each. */
  public List<String> reasons() {
    return reasons;
  }
}

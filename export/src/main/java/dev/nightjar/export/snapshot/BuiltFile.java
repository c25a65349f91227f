package dev.nightjar.export.snapshot;

import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import java.io.Serializable;
import java.util.List;

/**
 * A store file that was written and uploaded; comes back from a task, so it is serializable.
 *
 * @param name its name inside the snapshot's folder
 * @param bytes its size
 * @param sha256 its SHA-256, lower-case hex
 * @param rows rows in it
 * @param sentinels key and hash of the value of its first and last row, in turn
 */
public record BuiltFile(String name, long bytes, String sha256, long rows, List<String> sentinels)
    implements Serializable {
  /** As the manifest names it. */
  public StoreFile inManifest() {
    return new StoreFile(name, bytes, sha256);
  }

  /** What a server looks up in it before it serves. */
  public List<Sentinel> sentinelsInManifest() {
    return java.util.stream.IntStream.range(0, sentinels.size() / 2)
        .mapToObj(i -> new Sentinel(sentinels.get(2 * i), sentinels.get(2 * i + 1)))
        .toList();
  }
}

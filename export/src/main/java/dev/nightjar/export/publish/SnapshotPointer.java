package dev.nightjar.export.publish;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.export.files.LakeFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The published snapshots of a lake, and the object that names the live one. Servers look at that
 * object; it is replaced whole, so they see the old id or the new one.
 */
public final class SnapshotPointer {
  /** Key of a manifest's origins that holds the gate's decision. */
  public static final String DECISION = "decision";

  private static final Set<String> POINTERS = Set.of(LakePaths.CURRENT, LakePaths.SHADOW);

  private final LakeFiles files;

  /** The pointer of this lake. */
  public SnapshotPointer(LakeFiles files) {
    this.files = files;
  }

  /** Id of the live snapshot, or nothing before the first one. */
  public Optional<String> current() {
    return named(LakePaths.CURRENT);
  }

  private Optional<String> named(String pointer) {
    return files
        .read(pointer)
        .map(body -> new String(body, StandardCharsets.UTF_8).strip())
        .filter(id -> !id.isEmpty());
  }

  /** Id of the snapshot that servers try beside the live one, if there is one. */
  Optional<String> shadow() {
    return named(LakePaths.SHADOW);
  }

  /** Makes servers try a published snapshot beside the live one, or none. */
  void shadow(Optional<String> snapshotId) {
    snapshotId.ifPresentOrElse(
        id -> files.put(LakePaths.SHADOW, id.getBytes(StandardCharsets.UTF_8)),
        () -> files.delete(LakePaths.SHADOW));
  }

  /** Makes a published snapshot the live one; to be called last, once it is verified. */
  void point(String snapshotId) {
    files.put(LakePaths.CURRENT, snapshotId.getBytes(StandardCharsets.UTF_8));
  }

  /** Manifests of all published snapshots, newest first. */
  public List<SnapshotManifest> published() {
    List<SnapshotManifest> found = new ArrayList<>();
    for (String name : folders()) {
      manifest(name).ifPresent(found::add);
    }
    found.sort(
        java.util.Comparator.comparing(SnapshotManifest::runDate)
            .thenComparing(SnapshotPointer::attempt));
    Collections.reverse(found);
    return found;
  }

  /** Names of all snapshot folders, published or not. */
  List<String> folders() {
    return files.names(LakePaths.SNAPSHOTS).stream()
        .filter(name -> !POINTERS.contains(LakePaths.SNAPSHOTS + "/" + name))
        .toList();
  }

  /** The manifest of a published snapshot. */
  public Optional<SnapshotManifest> manifest(String snapshotId) {
    return files
        .read(LakePaths.snapshot(snapshotId) + "/" + LakePaths.MANIFEST)
        .map(body -> SnapshotManifest.parse(new String(body, StandardCharsets.UTF_8)));
  }

  private static int attempt(SnapshotManifest manifest) {
    String id = manifest.snapshotId();
    try {
      return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    } catch (NumberFormatException e) {
      // A name that is no run date and attempt stands before those that are.
      return 0;
    }
  }
}

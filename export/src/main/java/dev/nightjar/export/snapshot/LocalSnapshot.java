package dev.nightjar.export.snapshot;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A local copy of a snapshot in the lake, made as a server makes it, verified and opened as a
 * server opens it. Closing it deletes the copy. The open snapshot is thread-safe.
 */
public final class LocalSnapshot implements AutoCloseable {
  private final Path folder;
  private final Snapshot snapshot;

  private LocalSnapshot(Path folder, Snapshot snapshot) {
    this.folder = folder;
    this.snapshot = snapshot;
  }

  /**
   * Downloads and verifies what {@code build.json} of a folder names.
   *
   * @throws dev.nightjar.ranking.store.SnapshotRefusedException when it is damaged
   * @throws IllegalStateException when it was never built
   */
  public static LocalSnapshot ofBuild(LakeFiles lake, String lakeFolder) {
    return open(lake, lakeFolder, built(lake, lakeFolder));
  }

  /** The same for a published snapshot, by its {@code manifest.json}. */
  public static LocalSnapshot ofPublished(LakeFiles lake, String snapshotId) {
    String lakeFolder = LakePaths.snapshot(snapshotId);
    return open(
        lake,
        lakeFolder,
        manifest(lake, lakeFolder + "/" + LakePaths.MANIFEST)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "there is no snapshot "
                            + snapshotId
                            + " at "
                            + lake.fullPath(lakeFolder)
                            + "; 'snapshots list' names those there are")));
  }

  /** What {@code build.json} of a folder says. */
  public static SnapshotManifest built(LakeFiles lake, String lakeFolder) {
    return manifest(lake, lakeFolder + "/" + SnapshotFolders.BUILD)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no snapshot was built at "
                        + lake.fullPath(lakeFolder)
                        + "; run build-snapshot first"));
  }

  private static java.util.Optional<SnapshotManifest> manifest(LakeFiles lake, String file) {
    return lake.read(file)
        .map(body -> SnapshotManifest.parse(new String(body, StandardCharsets.UTF_8)));
  }

  private static LocalSnapshot open(LakeFiles lake, String lakeFolder, SnapshotManifest manifest) {
    try {
      Path folder = Files.createTempDirectory("nightjar-snapshot-");
      boolean opened = false;
      try {
        for (StoreFile file : manifest.files()) {
          lake.download(lakeFolder + "/" + file.name(), folder.resolve(file.name()));
        }
        Files.writeString(folder.resolve(LakePaths.MANIFEST), manifest.toJson());
        LocalSnapshot snapshot = new LocalSnapshot(folder, SnapshotVerifier.open(folder));
        opened = true;
        return snapshot;
      } finally {
        if (!opened) {
          deleteTree(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the snapshot "
              + lakeFolder
              + " cannot be copied to "
              + System.getProperty("java.io.tmpdir")
              + "; check its free space",
          e);
    }
  }

  /** The open snapshot; valid until this is closed. */
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public void close() {
    snapshot.close();
    try {
      deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the local copy " + folder + " cannot be deleted", e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }
}

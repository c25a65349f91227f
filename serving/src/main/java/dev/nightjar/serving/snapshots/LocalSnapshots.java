package dev.nightjar.serving.snapshots;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotRefusedException;
import dev.nightjar.ranking.store.SnapshotVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of snapshots on this machine, a folder each: {@code <id>.part} while it is fetched. The
 * file {@code CURRENT} beside them names what was served last, so that a restart can serve without
 * the lake. Used by one thread.
 */
final class LocalSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSnapshots.class);
  private static final String PART = ".part";
  private static final String CURRENT = "CURRENT";

  /** Beside the copies, and under a name that no snapshot can have. */
  static final String TAKEDOWNS = ".takedowns";

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

  private final Path home;
  private final ObjectStore lake;
  private final FreeSpace freeSpace;
  private final Map<String, String> verified = new HashMap<>();
  private Optional<String> tried = Optional.empty();

  /** How many bytes can still be written to a folder. */
  @FunctionalInterface
  interface FreeSpace {
    long bytes(Path folder) throws IOException;
  }

  LocalSnapshots(Path home, ObjectStore lake) {
    this(home, lake, folder -> Files.getFileStore(folder).getUsableSpace());
  }

  LocalSnapshots(Path home, ObjectStore lake, FreeSpace freeSpace) {
    this.home = home;
    this.lake = lake;
    this.freeSpace = freeSpace;
  }

  /** The id of the live snapshot as the lake names it. */
  Optional<String> wanted() {
    return named(LakePaths.CURRENT);
  }

  /** The id of the snapshot that is to be tried beside it, whose copy is kept meanwhile. */
  Optional<String> shadow() {
    tried = named(LakePaths.SHADOW);
    return tried;
  }

  private Optional<String> named(String pointer) {
    return lake.read(pointer).map(LocalSnapshots::text).filter(id -> !id.isEmpty());
  }

  /** The id of the snapshot that this machine served last. */
  Optional<String> last() throws IOException {
    try {
      return Optional.of(text(Files.readAllBytes(home.resolve(CURRENT))))
          .filter(id -> isPlain(id) && Files.isDirectory(home.resolve(id)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether a copy of this snapshot is here. */
  boolean has(String id) {
    return isPlain(id) && Files.isDirectory(home.resolve(id));
  }

  /** The folder of a copy. */
  Path folder(String id) {
    return home.resolve(id);
  }

  /**
   * Fetches a snapshot whole.
   *
   * @throws SnapshotRefusedException when it is incomplete in the lake or names no proper files
   */
  Path fetch(String id) throws IOException {
    Path folder = home.resolve(id);
    if (!isPlain(id)) {
      throw new SnapshotRefusedException(Path.of("CURRENT"), List.of("its id is no plain name"));
    }
    Path part = home.resolve(id + PART);
    delete(part);
    Files.createDirectories(part);
    try {
      String base = LakePaths.snapshot(id) + "/";
      SnapshotManifest manifest = manifest(id, base, part);
      requireSpace(part, manifest);
      for (SnapshotManifest.StoreFile file : manifest.files()) {
        if (!isPlain(file.name())) {
          throw new SnapshotRefusedException(
              folder, List.of("the file name " + file.name() + " is not a plain one"));
        }
        if (!lake.download(base + file.name(), part.resolve(file.name()))) {
          throw new SnapshotRefusedException(
              folder, List.of("the file " + file.name() + " is missing in the lake"));
        }
      }
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(part);
    }
    return folder;
  }

  private void requireSpace(Path part, SnapshotManifest manifest) throws IOException {
    long needed = manifest.files().stream().mapToLong(SnapshotManifest.StoreFile::bytes).sum();
    long free = freeSpace.bytes(part);
    if (needed > free) {
      throw new SnapshotRefusedException(
          part,
          List.of(
              "it needs %,d bytes and %,d are free at %s; make room there"
                  .formatted(needed, free, home)));
    }
  }

  /**
   * Opens and verifies the copy of a snapshot; one that is absent or damaged is fetched. What was
   * verified since the start and did not change is not read again, so that a roll back is quick.
   */
  Snapshot open(String id) throws IOException {
    if (has(id)) {
      try {
        return opened(id);
      } catch (SnapshotRefusedException e) {
        LOG.warn("the copy on this machine is damaged and fetched again: {}", e.getMessage());
        discard(id);
      }
    }
    fetch(id);
    try {
      return opened(id);
    } catch (SnapshotRefusedException e) {
      discard(id);
      throw e;
    }
  }

  private Snapshot opened(String id) throws IOException {
    String stamp = stamp(id);
    if (stamp.equals(verified.get(id))) {
      return Snapshot.open(folder(id));
    }
    Snapshot snapshot = SnapshotVerifier.open(folder(id));
    verified.put(id, stamp);
    return snapshot;
  }

  /** Names, sizes and times of the files of a copy. */
  private String stamp(String id) throws IOException {
    try (Stream<Path> files = Files.list(folder(id))) {
      StringBuilder stamp = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        stamp.append(file.getFileName()).append(' ').append(Files.size(file)).append(' ');
        stamp.append(Files.getLastModifiedTime(file)).append('\n');
      }
      return stamp.toString();
    }
  }

  /** What a copy that is here says of itself; nothing when it cannot be read. */
  Optional<SnapshotManifest> manifest(String id) {
    try {
      return Optional.of(
          SnapshotManifest.parse(Files.readString(folder(id).resolve(LakePaths.MANIFEST))));
    } catch (IOException | FormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Notes what is served now and deletes every copy but it, the one before it and the one that is
   * tried.
   */
  void served(String id, Optional<String> previous) throws IOException {
    Path note = home.resolve(CURRENT + PART);
    Files.writeString(note, id + "\n");
    Files.move(note, home.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
    List<String> kept = List.of(id, previous.orElse(id), tried.orElse(id), CURRENT, TAKEDOWNS);
    for (Path entry : entries()) {
      if (!kept.contains(entry.getFileName().toString())) {
        delete(entry);
      }
    }
  }

  /** Deletes the copy of a snapshot that must not be served. */
  void discard(String id) throws IOException {
    if (isPlain(id)) {
      delete(home.resolve(id));
    }
  }

  private SnapshotManifest manifest(String id, String base, Path part) throws IOException {
    byte[] json =
        lake.read(base + LakePaths.MANIFEST)
            .orElseThrow(
                () ->
                    new SnapshotRefusedException(
                        home.resolve(id), List.of("it has no manifest in the lake")));
    Files.write(part.resolve(LakePaths.MANIFEST), json);
    SnapshotManifest manifest;
    try {
      manifest = SnapshotManifest.parse(new String(json, StandardCharsets.UTF_8));
    } catch (FormatException e) {
      throw new SnapshotRefusedException(home.resolve(id), List.of(String.valueOf(e.getMessage())));
    }
    if (!manifest.snapshotId().equals(id)) {
      throw new SnapshotRefusedException(
          home.resolve(id), List.of("its manifest is of snapshot " + manifest.snapshotId()));
    }
    return manifest;
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(home)) {
      return entries.toList();
    }
  }

  private static boolean isPlain(String name) {
    return PLAIN_NAME.matcher(name).matches() && !name.endsWith(PART);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}

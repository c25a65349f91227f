package dev.nightjar.export.parity;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.ranking.store.StoreFileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A snapshot as a published one, but for its persons: they are those of the tables, and have no
 * stored order. What is asked of it is worked out by the pipeline that serves, so that there is no
 * second merge. Not thread-safe; closing it deletes its files.
 */
final class TableSnapshot implements AutoCloseable {
  private static final String USERS = "users-00000.sst";
  private static final String OF_PERSONS = "users-";
  private static final String ORDERS = "orders-";

  private final Path folder;
  private final SnapshotHolder holder = new SnapshotHolder();

  private TableSnapshot(Path folder) {
    this.folder = folder;
  }

  /**
   * Puts these persons in the place of a snapshot's own.
   *
   * @param records by pseudonym
   */
  static TableSnapshot of(Snapshot published, Map<String, UserRecord> records) {
    try {
      TableSnapshot made = new TableSnapshot(Files.createTempDirectory("nightjar-parity-"));
      boolean opened = false;
      try {
        made.write(published, records);
        made.holder.swap(Snapshot.open(made.folder));
        opened = true;
        return made;
      } finally {
        if (!opened) {
          made.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no snapshot can be made of the tables in "
              + System.getProperty("java.io.tmpdir")
              + "; check its free space",
          e);
    }
  }

  private void write(Snapshot published, Map<String, UserRecord> records) throws IOException {
    List<StoreFile> files = new ArrayList<>();
    for (StoreFile file : published.manifest().files()) {
      if (!file.name().startsWith(OF_PERSONS) && !file.name().startsWith(ORDERS)) {
        linkOrCopy(published.folder().resolve(file.name()), folder.resolve(file.name()));
        files.add(file);
      }
    }
    try (StoreFileWriter writer = new StoreFileWriter(folder.resolve(USERS))) {
      new TreeMap<>(records)
          .forEach((person, user) -> writer.put(SnapshotKeys.user(person), user.encode()));
      if (writer.finish() > 0) {
        files.add(new StoreFile(USERS, Files.size(folder.resolve(USERS)), ""));
      }
    }
    Files.writeString(
        folder.resolve(LakePaths.MANIFEST), manifest(published.manifest(), files).toJson());
  }

  /** It keeps its name: what is drawn for newcomers hangs on it. */
  private static SnapshotManifest manifest(SnapshotManifest of, List<StoreFile> files) {
    return new SnapshotManifest(
        of.snapshotId(),
        of.modelVersion(),
        of.runDate(),
        of.window(),
        files,
        Map.of(),
        List.of(),
        of.weights(),
        of.segments(),
        of.origins(),
        of.metrics());
  }

  private static void linkOrCopy(Path file, Path to) throws IOException {
    try {
      Files.createLink(to, file.toRealPath());
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
      Files.copy(file, to);
    }
  }

  /**
   * Ids of the items of an answer, best first.
   *
   * @param withheld items that were taken down when it was asked for
   */
  List<String> answer(
      RecommendationPipeline pipeline, RecommendationQuery query, Set<String> withheld) {
    if (!withheld.equals(holder.withheld())) {
      holder.withhold(withheld);
    }
    Snapshot snapshot = holder.acquire();
    if (snapshot == null) {
      throw new IllegalStateException("it is held until it is closed");
    }
    try {
      return items(pipeline, snapshot, query);
    } finally {
      snapshot.release();
    }
  }

  /** Ids of the items that a snapshot answers a query with, best first. */
  static List<String> items(
      RecommendationPipeline pipeline, Snapshot snapshot, RecommendationQuery query) {
    return pipeline.recommend(snapshot, query).items().stream()
        .map(RankedItem::item)
        .map(snapshot::itemId)
        .toList();
  }

  @Override
  public void close() {
    holder.close();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the files of " + folder + " cannot be deleted", e);
    }
  }
}

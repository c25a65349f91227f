package dev.nightjar.export.parity;

import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.PersonOrder;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.StoreFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A snapshot of some items, i0 and on, and some persons, written by hand. */
final class SmallSnapshot {
  private final int items;
  private final NavigableMap<String, UserRecord> users = new TreeMap<>();
  private final NavigableMap<String, PersonOrder> orders = new TreeMap<>();

  SmallSnapshot(int items) {
    this.items = items;
  }

  /** A person with these candidates of ALS, best first, who saw item 0. */
  SmallSnapshot user(String personId, int... candidates) {
    users.put(personId, record(candidates));
    return this;
  }

  /** The order of a person, for new items. */
  SmallSnapshot order(String personId, int... ranked) {
    Source[] strongest = new Source[ranked.length];
    Arrays.fill(strongest, Source.ALS);
    int[] proposers = new int[ranked.length];
    Arrays.fill(proposers, PersonOrder.bit(Source.ALS));
    orders.put(personId, new PersonOrder(scored(ranked), strongest, proposers));
    return this;
  }

  Snapshot open(Path folder) throws IOException {
    Files.createDirectories(folder);
    NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < items; i++) {
      ItemRecord item =
          new ItemRecord("i" + i, true, List.of(), "{}", ScoredItems.NONE, ScoredItems.NONE);
      rows.put(SnapshotKeys.item(i), item.encode());
    }
    List<StoreFile> files = new ArrayList<>();
    write(folder, "items.sst", rows, files);
    users.forEach((person, user) -> rows.put(SnapshotKeys.user(person), user.encode()));
    write(folder, "users-00000.sst", rows, files);
    orders.forEach(
        (person, order) ->
            rows.put(
                SnapshotKeys.order(person, SnapshotManifest.NEW_ITEMS),
                new OrderValue(order, new OrderValue.Person(UserRecord.NO_SEGMENT, new int[0]))
                    .encode()));
    write(folder, "orders-00000.sst", rows, files);
    Files.writeString(
        folder.resolve(LakePaths.MANIFEST),
        new SnapshotManifest(
                "20260105-1",
                "20260105-1",
                "2026-01-05",
                "live",
                files,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of())
            .toJson());
    return Snapshot.open(folder);
  }

  static UserRecord record(int... candidates) {
    return new UserRecord(1, new int[] {0}, new int[0], Map.of(Source.ALS, scored(candidates)));
  }

  static ScoredItems scored(int... entries) {
    float[] scores = new float[entries.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 1 - (float) i / scores.length;
    }
    return new ScoredItems(entries, scores);
  }

  private static void write(
      Path folder, String name, NavigableMap<byte[], byte[]> rows, List<StoreFile> files)
      throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    try (StoreFileWriter writer = new StoreFileWriter(folder.resolve(name))) {
      rows.forEach(writer::put);
      writer.finish();
    }
    rows.clear();
    files.add(new StoreFile(name, Files.size(folder.resolve(name)), ""));
  }
}

package dev.nightjar.ranking.store;

import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemColumn;
import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SessionBlock;
import dev.nightjar.contract.Sha256;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.contract.UserRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Writes the folder of a snapshot from plain records, as the nightly export does. */
public final class SnapshotFolder {
  private static final int USERS_A_FILE = 50;

  private final List<ItemRecord> items = new ArrayList<>();
  private final NavigableMap<String, ItemList> lists = new TreeMap<>();
  private final NavigableMap<String, UserRecord> users = new TreeMap<>();
  private final Map<String, Map<String, Double>> weights = new TreeMap<>();
  private final List<StoreFile> files = new ArrayList<>();
  private final List<Sentinel> sentinels = new ArrayList<>();
  private final NavigableMap<String, float[]> columns = new TreeMap<>();
  private final NavigableMap<byte[], byte[]> orders =
      new TreeMap<>(java.util.Arrays::compareUnsigned);
  private final List<SessionBlock> sessions = new ArrayList<>();
  private final Map<String, String> origins = new TreeMap<>(Map.of("code", "test"));
  private String id = "20260105-1";
  private RankerModel ranker;
  private ItemAttributes attributes;

  /** Names the snapshot. */
  public SnapshotFolder id(String snapshotId) {
    id = snapshotId;
    return this;
  }

  /** Adds the next item. */
  public SnapshotFolder item(ItemRecord item) {
    items.add(item);
    return this;
  }

  /** Adds an available item with these neighbours. */
  public SnapshotFolder item(String itemId, ScoredItems neighbors) {
    return item(new ItemRecord(itemId, true, List.of(), "{\"id\":\"" + itemId + "\"}", neighbors));
  }

  /** Adds items {@code i0} to {@code i<count-1>} without neighbours. */
  public SnapshotFolder items(int count) {
    for (int i = 0; i < count; i++) {
      item("i" + i, ScoredItems.NONE);
    }
    return this;
  }

  /** Adds a list. */
  public SnapshotFolder list(String name, int... entries) {
    return list(name, scored(entries));
  }

  /** Adds a list. */
  public SnapshotFolder list(String name, ScoredItems entries) {
    lists.put(name, new ItemList(entries));
    return this;
  }

  /** Adds a person. */
  public SnapshotFolder user(String personId, UserRecord user) {
    users.put(personId, user);
    return this;
  }

  /** Adds a column, a value an item. */
  public SnapshotFolder column(String name, float... values) {
    columns.put(name, values);
    return this;
  }

  /** Adds a block of past sessions. */
  public SnapshotFolder sessions(SessionBlock block) {
    sessions.add(block);
    return this;
  }

  /** Says where the snapshot came from. */
  public SnapshotFolder origin(String name, String value) {
    origins.put(name, value);
    return this;
  }

  /** Adds a row of the stored orders. */
  public SnapshotFolder order(byte[] key, byte[] value) {
    orders.put(key, value);
    return this;
  }

  /** Adds a learned ranker. */
  public SnapshotFolder ranker(RankerModel model) {
    ranker = model;
    return this;
  }

  /** Adds what filters ask of the items. */
  public SnapshotFolder attributes(ItemAttributes file) {
    attributes = file;
    return this;
  }

  /** Sets the weights of one policy. */
  public SnapshotFolder weights(String policy, Map<String, Double> bySource) {
    weights.put(policy, bySource);
    return this;
  }

  /** These items with scores that fall evenly from 1. */
  public static ScoredItems scored(int... entries) {
    float[] scores = new float[entries.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 1 - (float) i / scores.length;
    }
    return new ScoredItems(entries, scores);
  }

  /** Writes everything into {@code folder}, the manifest last. */
  public SnapshotManifest write(Path folder) {
    try {
      Files.createDirectories(folder);
      NavigableMap<byte[], byte[]> rows = new TreeMap<>(java.util.Arrays::compareUnsigned);
      for (int i = 0; i < items.size(); i++) {
        rows.put(SnapshotKeys.item(i), items.get(i).encode());
      }
      file(folder, "items.sst", rows);
      lists.forEach((name, list) -> rows.put(SnapshotKeys.list(name), list.encode()));
      file(folder, "lists.sst", rows);
      columns.forEach(
          (name, values) -> rows.put(SnapshotKeys.column(name), new ItemColumn(values).encode()));
      file(folder, "columns.sst", rows);
      for (int i = 0; i < sessions.size(); i++) {
        rows.put(SnapshotKeys.sessions(i), sessions.get(i).encode());
      }
      file(folder, "sessions.sst", rows);
      rows.putAll(orders);
      file(folder, "orders-00000.sst", rows);
      for (Map.Entry<String, UserRecord> user : users.entrySet()) {
        rows.put(SnapshotKeys.user(user.getKey()), user.getValue().encode());
        if (rows.size() == USERS_A_FILE) {
          file(folder, nextUsers(), rows);
        }
      }
      file(folder, nextUsers(), rows);
      if (ranker != null) {
        beside(folder, RankerModel.FILE, ranker.encode());
      }
      if (attributes != null) {
        beside(folder, ItemAttributes.FILE, attributes.encode());
      }
      SnapshotManifest manifest = manifest();
      Files.writeString(folder.resolve(LakePaths.MANIFEST), manifest.toJson());
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beside(Path folder, String name, byte[] body) throws IOException {
    Files.write(folder.resolve(name), body);
    files.add(new StoreFile(name, body.length, Sha256.hex(body)));
  }

  private String nextUsers() {
    long soFar = files.stream().filter(file -> file.name().startsWith("users")).count();
    return String.format("users-%05d.sst", soFar);
  }

  private SnapshotManifest manifest() {
    Map<String, Long> counts =
        Map.of(
            "items", (long) items.size(),
            "lists", (long) lists.size(),
            "session_blocks", (long) sessions.size(),
            "users", (long) users.size());
    return new SnapshotManifest(
        id,
        "20260105-1",
        "2026-01-05",
        "live",
        files,
        counts,
        sentinels,
        weights,
        Map.of(),
        origins,
        Map.of());
  }

  private void file(Path folder, String name, NavigableMap<byte[], byte[]> rows)
      throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    Path file = folder.resolve(name);
    try (StoreFileWriter writer = new StoreFileWriter(file)) {
      rows.forEach(writer::put);
      writer.finish();
    }
    files.add(new StoreFile(name, Files.size(file), Sha256.hex(file)));
    sentinel(rows.firstEntry());
    sentinel(rows.lastEntry());
    rows.clear();
  }

  private void sentinel(Map.Entry<byte[], byte[]> row) {
    sentinels.add(new Sentinel(HexFormat.of().formatHex(row.getKey()), Sha256.hex(row.getValue())));
  }
}

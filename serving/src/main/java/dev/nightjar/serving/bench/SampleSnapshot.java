package dev.nightjar.serving.bench;

import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemColumn;
import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Sha256;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.NightOrders;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.StoreFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Writes a snapshot of a made-up world, whole as a night publishes it, for benchmarks and tests.
 * Users are {@code user-0} onwards, items {@code item-00000} onwards. The same seed gives the same
 * snapshot.
 *
 * @param snapshotId the snapshot's id
 * @param users how many users
 * @param items how many items
 * @param seed what the made-up world hangs on
 */
public record SampleSnapshot(String snapshotId, int users, int items, long seed) {
  private static final int CANDIDATES = 200;
  private static final int NEIGHBORS = 50;
  private static final int SEEN = 40;
  private static final int ORDER_PLACES = 100;
  private static final int LIST = 300;
  private static final int SEGMENTS = 4;
  private static final int PERSONS_AT_ONCE = 10_000;
  private static final String USERS = "users-00000.sst";
  private static final String ORDERS = "orders-00000.sst";
  private static final List<String> SYSTEMS = List.of("ios", "android");
  private static final List<String> CATEGORIES =
      List.of("books", "films", "garden", "kitchen", "music");

  /** The id of an item. */
  public static String itemId(int item) {
    return String.format(Locale.ROOT, "item-%05d", item);
  }

  /** The id of a user. */
  public static String userId(int user) {
    return "user-" + user;
  }

  /** Publishes the snapshot in a lake that is a directory: the pointer is written last. */
  public void publish(Path lake, byte[] secret) throws IOException {
    write(lake.resolve(LakePaths.snapshot(snapshotId)), secret);
    pointTo(lake, snapshotId);
  }

  /** Lays the published snapshot beside itself under another id, as one that no night points to. */
  void repeat(Path lake, String id) throws IOException {
    Path from = lake.resolve(LakePaths.snapshot(snapshotId));
    Path to = Files.createDirectories(lake.resolve(LakePaths.snapshot(id)));
    String manifest = Files.readString(from.resolve(LakePaths.MANIFEST));
    for (SnapshotManifest.StoreFile file : SnapshotManifest.parse(manifest).files()) {
      Files.copy(from.resolve(file.name()), to.resolve(file.name()));
    }
    Files.writeString(
        to.resolve(LakePaths.MANIFEST), manifest.replace('"' + snapshotId + '"', '"' + id + '"'));
  }

  /** Says which snapshot of a lake is served. */
  static void pointTo(Path lake, String id) throws IOException {
    Path current = lake.resolve(LakePaths.CURRENT);
    Path temporary = current.resolveSibling("CURRENT.next");
    Files.writeString(temporary, id);
    Files.move(temporary, current, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes store files and manifest into {@code folder}. */
  public void write(Path folder, byte[] secret) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(seed);
    List<SnapshotManifest.StoreFile> files = new ArrayList<>();
    files.add(writeFile(folder.resolve("items.sst"), itemRows(random)));
    files.add(writeFile(folder.resolve("lists.sst"), listRows(random)));
    files.add(writeFile(folder.resolve("columns.sst"), columnRows(random)));
    List<String> persons = persons(new Pseudonymizer(secret));
    SnapshotManifest.Sentinel first = writeUsers(folder.resolve(USERS), persons, random);
    files.add(named(folder.resolve(USERS)));
    files.add(writeBeside(folder, RankerModel.FILE, SampleRanker.of(random).encode()));
    files.add(writeBeside(folder, ItemAttributes.FILE, SampleAttributes.of(items).encode()));
    SnapshotManifest manifest =
        new SnapshotManifest(
            snapshotId,
            "model-" + snapshotId,
            "2026-01-05",
            "live",
            files,
            Map.of("users", (long) users, "items", (long) items, "lists", SEGMENTS + 2L),
            List.of(first),
            Map.of(),
            Map.of("0", "readers", "1", "watchers", "2", "gardeners", "3", "cooks"),
            Map.of("seed", Long.toString(seed)),
            Map.of());
    Files.writeString(folder.resolve(LakePaths.MANIFEST), manifest.toJson());
    Files.writeString(folder.resolve(LakePaths.MANIFEST), withOrders(folder, manifest).toJson());
  }

  private static SnapshotManifest withOrders(Path folder, SnapshotManifest manifest)
      throws IOException {
    long rows;
    try (Snapshot snapshot = Snapshot.open(folder);
        StoreFileWriter writer = new StoreFileWriter(folder.resolve(ORDERS))) {
      NightOrders orders = NightOrders.of(RankingParams.defaults(), snapshot, ORDER_PLACES);
      List<String> persons = snapshot.personsAfter("", PERSONS_AT_ONCE);
      while (!persons.isEmpty()) {
        orders.of(persons).forEach(row -> writer.put(row.key(), row.value()));
        persons = snapshot.personsAfter(persons.get(persons.size() - 1), PERSONS_AT_ONCE);
      }
      rows = writer.finish();
    }
    return manifest.withFiles(
        List.of(named(folder.resolve(ORDERS))), List.of(), Map.of("orders", rows));
  }

  /** The pseudonyms of all users, in the order of the store. */
  private List<String> persons(Pseudonymizer pseudonymizer) {
    return IntStream.range(0, users)
        .mapToObj(user -> pseudonymizer.pseudonym(userId(user)))
        .sorted()
        .toList();
  }

  /** Gives the first row, for the verification. */
  private SnapshotManifest.Sentinel writeUsers(Path file, List<String> persons, Random random) {
    byte[] first = userValue(random);
    try (StoreFileWriter writer = new StoreFileWriter(file)) {
      writer.put(SnapshotKeys.user(persons.get(0)), first);
      for (String person : persons.subList(1, persons.size())) {
        writer.put(SnapshotKeys.user(person), userValue(random));
      }
      writer.finish();
    }
    return new SnapshotManifest.Sentinel(hex(SnapshotKeys.user(persons.get(0))), Sha256.hex(first));
  }

  private Map<String, byte[]> itemRows(Random random) {
    Map<String, byte[]> rows = new TreeMap<>();
    for (int item = 0; item < items; item++) {
      String category = CATEGORIES.get(item % CATEGORIES.size());
      String metadata =
          "{\"title\":\"A fine thing for the "
              + category
              + " No. "
              + item
              + "\",\"categories\":[\""
              + category
              + "\"],\"url\":\"https://shop.example/"
              + itemId(item)
              + "\",\"price\":"
              + SampleAttributes.price(item)
              + "}";
      ItemRecord record =
          new ItemRecord(
              itemId(item), true, List.of(category), metadata, scored(random, NEIGHBORS, item));
      rows.put(hex(SnapshotKeys.item(item)), record.encode());
    }
    return rows;
  }

  private Map<String, byte[]> listRows(Random random) {
    Map<String, byte[]> rows = new TreeMap<>();
    List<String> names = new ArrayList<>(List.of(ItemList.POPULAR, ItemList.RECENT));
    for (int segment = 0; segment < SEGMENTS; segment++) {
      names.add(ItemList.ofSegment(segment));
    }
    for (String name : names) {
      rows.put(hex(SnapshotKeys.list(name)), new ItemList(scored(random, LIST, -1)).encode());
    }
    return rows;
  }

  private Map<String, byte[]> columnRows(Random random) {
    Map<String, byte[]> rows = new TreeMap<>();
    for (String name : ItemColumns.names()) {
      rows.put(hex(SnapshotKeys.column(name)), new ItemColumn(shares(random, items)).encode());
    }
    // Drawn apart, so that all else is what it would be without.
    Random apart = new Random(~seed);
    for (String os : SYSTEMS) {
      String name = ItemColumns.lift(ItemColumns.OS, os);
      rows.put(hex(SnapshotKeys.column(name)), new ItemColumn(shares(apart, items)).encode());
    }
    return rows;
  }

  private static float[] shares(Random random, int size) {
    float[] shares = new float[size];
    for (int i = 0; i < size; i++) {
      shares[i] = random.nextFloat();
    }
    return shares;
  }

  private byte[] userValue(Random random) {
    int[] seen = scored(random, SEEN, -1).items().clone();
    Arrays.sort(seen);
    Map<Source, ScoredItems> candidates = new EnumMap<>(Source.class);
    candidates.put(Source.ALS, scored(random, CANDIDATES, -1));
    candidates.put(Source.ITEM_ITEM, scored(random, CANDIDATES, -1));
    candidates.put(Source.OWN_PAST, new ScoredItems(seen, descending(seen.length)));
    OwnItems own =
        new OwnItems(
            seen,
            shares(random, seen.length),
            shares(random, seen.length),
            shares(random, seen.length),
            shares(random, seen.length),
            shares(random, seen.length));
    return new UserRecord(random.nextInt(SEGMENTS), seen, new int[0], candidates, own).encode();
  }

  private ScoredItems scored(Random random, int count, int without) {
    int[] found =
        random
            .ints(0, items)
            .filter(item -> item != without)
            .distinct()
            .limit(Math.min(count, items - 1))
            .toArray();
    return new ScoredItems(found, descending(found.length));
  }

  private static float[] descending(int count) {
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = 1f / (1 + i * 0.1f);
    }
    return scores;
  }

  private static SnapshotManifest.StoreFile writeFile(Path file, Map<String, byte[]> rows)
      throws IOException {
    try (StoreFileWriter writer = new StoreFileWriter(file)) {
      rows.forEach((key, value) -> writer.put(HexFormat.of().parseHex(key), value));
      writer.finish();
    }
    return named(file);
  }

  private static SnapshotManifest.StoreFile named(Path file) throws IOException {
    return new SnapshotManifest.StoreFile(
        file.getFileName().toString(), Files.size(file), Sha256.hex(file));
  }

  private static SnapshotManifest.StoreFile writeBeside(Path folder, String name, byte[] body)
      throws IOException {
    Files.write(folder.resolve(name), body);
    return new SnapshotManifest.StoreFile(name, body.length, Sha256.hex(body));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The secret that benchmarks use, as bytes of {@code text}. */
  static byte[] secretBytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.nightjar.contract;

import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files under {@code golden/} and the records they hold. A golden file is written once, by
 * {@link #main}, and never again: a program of any later release must still read it.
 */
public final class GoldenFiles {
  /** What {@code user-v1.bin} holds. */
  public static final UserRecord USER =
      new UserRecord(
          7,
          new int[] {0, 3, 4, 1_000_000},
          new int[] {2},
          Map.of(
              Source.ALS,
              new ScoredItems(new int[] {5, 1, 9}, new float[] {1, 0.5f, 0.125f}),
              Source.ITEM_ITEM,
              new ScoredItems(new int[] {9, 8}, new float[] {1, 0.33333334f}),
              Source.OWN_PAST,
              ScoredItems.NONE));

  /** What {@code user-v2.bin} holds: spans are not known. */
  public static final UserRecord USER_2 = withOwn(0, 0);

  /** What {@code user-v3.bin} holds. */
  public static final UserRecord USER_3 = withOwn(14, 0);

  /** What {@code column-v1.bin} holds. */
  public static final ItemColumn COLUMN = new ItemColumn(new float[] {1, 0.5f, Float.NaN, 0});

  /** What {@code order-v1.bin} holds. */
  public static final PersonOrder ORDER =
      new PersonOrder(
          new ScoredItems(new int[] {5, 9, 1}, new float[] {1.25f, 0.5f, -3}),
          new Source[] {Source.ALS, Source.ITEM_ITEM, Source.POPULAR},
          new int[] {
            PersonOrder.bit(Source.ALS) | PersonOrder.bit(Source.RECENT),
            PersonOrder.bit(Source.ITEM_ITEM),
            0
          });

  /** What {@code order-v2.bin} holds: the same, with its person. */
  public static final OrderValue ORDER_2 =
      new OrderValue(ORDER, new OrderValue.Person(3, new int[] {7, 2}));

  /** What {@code ranker-v1.bin} holds: one tree of two questions, one of a leaf alone. */
  public static final RankerModel RANKER =
      new RankerModel(
          List.of("blend", "own.count"),
          Map.of(
              SnapshotManifest.NEW_ITEMS,
              new Forest(
                  0.5f,
                  new int[] {0, 5},
                  new int[] {0, Forest.LEAF, 1, Forest.LEAF, Forest.LEAF, Forest.LEAF},
                  new float[] {0.75f, -1, 2, 0.25f, 1, 0.125f},
                  new int[] {1, 0, 3, 0, 0, 0},
                  new int[] {2, 0, 4, 0, 0, 0},
                  new int[] {1, 0, 4, 0, 0, 0},
                  new float[0])));

  /** What {@code ranker-v2.bin} holds: the same, with what came to each node. */
  public static final RankerModel RANKER_2 =
      new RankerModel(
          RANKER.features(),
          Map.of(
              SnapshotManifest.NEW_ITEMS,
              withCover(RANKER.forests().get(SnapshotManifest.NEW_ITEMS), 8, 3, 5, 4, 1, 8)));

  private static Forest withCover(Forest of, float... cover) {
    return new Forest(
        of.base(),
        of.roots(),
        of.feature(),
        of.value(),
        of.left(),
        of.right(),
        of.missing(),
        cover);
  }

  /** What {@code item-v1.bin} holds. */
  public static final ItemRecord ITEM =
      new ItemRecord(
          "sku-Größe-漢字-🌙",
          true,
          List.of("home", "home > lamps"),
          "{\"title\":\"Lampe „Nacht“\",\"price\":19.5}",
          new ScoredItems(new int[] {4, 2}, new float[] {0.75f, 0.0625f}));

  /** What {@code item-v2.bin} holds. */
  public static final ItemRecord ITEM_2 =
      new ItemRecord(
          ITEM.itemId(),
          ITEM.available(),
          ITEM.categories(),
          ITEM.metadata(),
          ITEM.neighbors(),
          new ScoredItems(new int[] {7}, new float[] {0.125f}));

  /** What {@code sessions-v1.bin} holds: two sessions. */
  public static final SessionBlock SESSIONS =
      new SessionBlock(new float[] {0.25f, 7}, new int[] {2, 3}, new int[] {4, 9, 9, 1, 4});

  /** What {@code list-v1.bin} holds. */
  public static final ItemList LIST =
      new ItemList(new ScoredItems(new int[] {3, 1, 2}, new float[] {120, 80.5f, 1}));

  /** What {@code attributes-v1.bin} holds: three items, one attribute of each kind. */
  public static final ItemAttributes ATTRIBUTES =
      new ItemAttributes(
          3,
          List.of("properties.description"),
          List.of(
              ItemAttributeBuilder.numbers("price", 3).add(0, 19.5).add(2, -0.25).build(),
              ItemAttributeBuilder.texts("currency", 3).add(0, "EUR").add(2, "EUR").build(),
              ItemAttributeBuilder.texts("tag", 3)
                  .add(0, List.of("neu", "Größe 🌙"))
                  .add(1, "neu")
                  .build()));

  /** What {@code manifest-v1.json} holds. */
  public static final SnapshotManifest MANIFEST =
      new SnapshotManifest(
          "20260105-1",
          "20260105-1",
          "2026-01-05",
          "live",
          List.of(
              new StoreFile("items.sst", 4096, "0f".repeat(32)),
              new StoreFile("users-00000.sst", 5_000_000_000L, "a1".repeat(32))),
          Map.of("items", 3_622L, "lists", 12L, "users", 4_082L),
          List.of(new Sentinel("6900000000", "b2".repeat(32))),
          Map.of(
              SnapshotManifest.NEW_ITEMS, Map.of("als", 0.6, "recent", 0.25),
              SnapshotManifest.IN_SESSION, Map.of("session", 1.5)),
          Map.of("0", "home > lamps", "1", "\"quoted\"\tand tabbed"),
          Map.of("code", "0.1.0", "config", "c3".repeat(32), "silver.interactions", "41"),
          Map.of("ndcg@20", 0.093, "recall@20", 1.0E-4));

  /** What {@code takedown-v1.json} holds. */
  public static final Takedown TAKEDOWN =
      new Takedown(
          Takedown.Kind.TAKE_DOWN,
          Instant.parse("2026-01-05T10:00:00.125Z"),
          List.of("i-9", "ä \"quoted\""),
          "recalled by its maker");

  private static final String FOLDER = "golden/";

  private GoldenFiles() {}

  /** The bytes of the golden file with this name. */
  public static byte[] read(String name) {
    try (InputStream in = GoldenFiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      return Objects.requireNonNull(in, "no golden file " + name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of the golden file with this name. */
  public static String readText(String name) {
    return new String(read(name), StandardCharsets.UTF_8);
  }

  /** Writes the golden files of the current format that do not exist yet into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    writeIfAbsent(folder.resolve("user-v3.bin"), USER_3.encode());
    writeIfAbsent(folder.resolve("column-v1.bin"), COLUMN.encode());
    writeIfAbsent(folder.resolve("order-v2.bin"), ORDER_2.encode());
    writeIfAbsent(folder.resolve("ranker-v2.bin"), RANKER_2.encode());
    writeIfAbsent(folder.resolve("item-v2.bin"), ITEM_2.encode());
    writeIfAbsent(folder.resolve("sessions-v1.bin"), SESSIONS.encode());
    writeIfAbsent(folder.resolve("list-v1.bin"), LIST.encode());
    writeIfAbsent(folder.resolve("attributes-v1.bin"), ATTRIBUTES.encode());
    writeIfAbsent(
        folder.resolve("manifest-v1.json"), MANIFEST.toJson().getBytes(StandardCharsets.UTF_8));
    writeIfAbsent(
        folder.resolve("takedown-v1.json"), TAKEDOWN.toJson().getBytes(StandardCharsets.UTF_8));
  }

  private static void writeIfAbsent(Path file, byte[] bytes) throws IOException {
    if (!Files.exists(file)) {
      Files.write(file, bytes);
    }
  }

  private static UserRecord withOwn(float... spans) {
    return new UserRecord(
        USER.segment(),
        USER.seen(),
        USER.dismissed(),
        USER.candidates(),
        new OwnItems(
            new int[] {0, 3},
            new float[] {2, 1},
            new float[] {1, 1},
            new float[] {1.5f, 0.25f},
            new float[] {0.5f, 30},
            spans));
  }
}

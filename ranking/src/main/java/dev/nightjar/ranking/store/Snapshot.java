package dev.nightjar.ranking.store;

import dev.nightjar.contract.CorruptFormatException;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.contract.UserRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One published snapshot, opened: item ids, availability, categories and popular lists in memory,
 * persons, metadata and neighbours on disk.
 *
 * <p>Thread-safe. Reads need a reference: the owner's, which ends with {@link #close()}, or one
 * taken with {@link #retain()}. The store is closed with the last reference.
 */
public final class Snapshot implements AutoCloseable {
  /**
   * Popular items' neighbours are asked for all the time; 16,384 times two lists of 50 are below 16
   * MB.
   */
  private static final int MAX_CACHED_NEIGHBORS = 1 << 14;

  /** To sort an item takes about as long as to look at so many of them. */
  private static final int SORTED_SHARE = 16;

  private final Path folder;
  private final SnapshotManifest manifest;
  private final LocalStore store;
  private final Catalog catalog;
  private final BesideStore beside;
  private final FactorSpace factors;
  private final AtomicReferenceArray<@Nullable Neighbors> neighborCache;
  private final AtomicInteger references = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile ItemBits offered;
  private volatile int @Nullable [] byPopularity;

  private Snapshot(
      Path folder,
      SnapshotManifest manifest,
      LocalStore store,
      Catalog catalog,
      BesideStore beside) {
    this.folder = folder;
    this.manifest = manifest;
    this.store = store;
    this.catalog = catalog;
    this.beside = beside;
    factors = FactorSpace.of(catalog.columns(), manifest);
    offered = catalog.available();
    int items = Math.max(1, Math.min(MAX_CACHED_NEIGHBORS, catalog.ids().size()));
    neighborCache = new AtomicReferenceArray<>(items);
  }

  /**
   * Opens the snapshot in {@code folder} without checking hashes or counts; {@link
   * SnapshotVerifier} does that.
   *
   * @throws StoreException when files are missing or unreadable
   * @throws dev.nightjar.contract.FormatException when manifest or values are not of a known format
   */
  public static Snapshot open(Path folder) {
    SnapshotManifest manifest = readManifest(folder);
    List<String> names = manifest.files().stream().map(StoreFile::name).toList();
    BesideStore beside = BesideStore.read(folder, names);
    LocalStore store = LocalStore.open(folder, BesideStore.storeFiles(names));
    boolean opened = false;
    try {
      Catalog catalog = Catalog.load(store);
      beside.check(catalog.ids().size());
      Snapshot snapshot = new Snapshot(folder, manifest, store, catalog, beside);
      opened = true;
      return snapshot;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** Reads the manifest of the snapshot in {@code folder}. */
  static SnapshotManifest readManifest(Path folder) {
    Path file = folder.resolve(LakePaths.MANIFEST);
    try {
      return SnapshotManifest.parse(Files.readString(file));
    } catch (java.nio.charset.MalformedInputException e) {
      throw new CorruptFormatException("the manifest " + file + " is not UTF-8");
    } catch (IOException e) {
      throw new StoreException("cannot read the manifest " + file, e);
    }
  }

  /** What the snapshot says of itself. */
  public SnapshotManifest manifest() {
    return manifest;
  }

  /** The folder it was opened from. */
  public Path folder() {
    return folder;
  }

  /**
   * What the snapshot holds of a person, or null.
   *
   * @param personId the person's pseudonym
   */
  public @Nullable UserRecord user(String personId) {
    byte[] value = value(SnapshotKeys.user(personId));
    if (value == null) {
      return null;
    }
    UserRecord user = UserRecord.decode(value);
    checkIndexes("a user value", user.seen());
    checkIndexes("a user value", user.dismissed());
    checkIndexes("a user value", user.own().items());
    for (ScoredItems list : user.candidates().values()) {
      checkIndexes("a user value", list.items());
    }
    return user;
  }

  /**
   * The order that the night stored for a person under a policy of the manifest; {@link
   * OrderValue#NONE} when it stored none.
   *
   * @param personId the person's pseudonym
   */
  public OrderValue order(String personId, String policy) {
    byte[] value = value(SnapshotKeys.order(personId, policy));
    if (value == null) {
      return OrderValue.NONE;
    }
    OrderValue stored = OrderValue.decode(value);
    checkIndexes("an order value", stored.order().ranked().items());
    if (stored.person() != null) {
      checkIndexes("an order value", stored.person().newcomers());
    }
    return stored;
  }

  /** The pseudonyms of up to so many persons that come after this one, ascending. */
  public List<String> personsAfter(String personId, int limit) {
    return store.keysAfter(SnapshotKeys.user(personId), limit).stream()
        .map(key -> new String(key, 1, key.length - 1, StandardCharsets.UTF_8))
        .toList();
  }

  /** How many items there are; their indexes run from 0. */
  public int itemCount() {
    return catalog.ids().size();
  }

  /** The index of the item with this id, or -1. */
  public int indexOf(String itemId) {
    return catalog.ids().indexOf(itemId);
  }

  /** The id of the item with this index. */
  public String itemId(int index) {
    return catalog.ids().id(index);
  }

  /** Whether the item may be recommended: available in the snapshot and not withheld since. */
  public boolean available(int index) {
    return offered.contains(index);
  }

  /** From now on offers exactly what was available when it was built, but for these items. */
  void withhold(Set<String> itemIds) {
    int[] known = itemIds.stream().mapToInt(this::indexOf).filter(index -> index >= 0).toArray();
    offered = catalog.available().without(known);
  }

  /** The item's metadata: UTF-8 bytes of a JSON object, ready to be copied into an answer. */
  public byte[] metadata(int index) {
    return item(index).metadata().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the item is in the category. */
  public boolean inCategory(int index, String category) {
    return inCategory(index, categoryNumber(category));
  }

  /** The category's number in this snapshot, or -1 when no item has it. */
  public int categoryNumber(String category) {
    return catalog.categories().number(category);
  }

  /** Whether the item is in the category with this number. */
  public boolean inCategory(int index, int categoryNumber) {
    return catalog.categories().contains(index, categoryNumber);
  }

  /** The items in the category with this number, ascending; not to be changed. */
  public int[] itemsInCategory(int categoryNumber) {
    return catalog.categories().items(categoryNumber);
  }

  /** How many categories there are; their numbers run from 0. */
  public int categoryCount() {
    return catalog.categories().count();
  }

  /** The place, for {@link #categoryAt}, of the item's first category. */
  public int firstCategory(int index) {
    return catalog.categories().first(index);
  }

  /** The place behind the item's last category. */
  public int endOfCategories(int index) {
    return catalog.categories().end(index);
  }

  /** The number of the category at a place. */
  public int categoryAt(int place) {
    return catalog.categories().at(place);
  }

  /** The column of this name, a value an item; null when there is none. Not to be changed. */
  public float @Nullable [] column(String name) {
    return catalog.columns().get(name);
  }

  /** The learned ranker, or null when the snapshot has none. */
  public @Nullable RankerModel ranker() {
    return beside.ranker();
  }

  /** What filters ask of the items, or null when the snapshot is of a release without. */
  public @Nullable ItemAttributes attributes() {
    return beside.attributes();
  }

  /** All items, the most popular of all time first; not to be changed. */
  public int[] byPopularity() {
    int[] order = byPopularity;
    if (order == null) {
      order = IntStream.range(0, itemCount()).toArray();
      Popularity.sort(order, column(ItemColumns.POPULAR_ALL));
      byPopularity = order;
    }
    return order;
  }

  /**
   * The items of some categories, the most popular of all time first; one that is in two of them
   * may come twice, and when they are large, items of others come between. Not to be changed.
   */
  public int[] byPopularity(int[] categoryNumbers) {
    int size = 0;
    for (int category : categoryNumbers) {
      size += itemsInCategory(category).length;
    }
    if (size > itemCount() / SORTED_SHARE) {
      return byPopularity();
    }
    int[] order = new int[size];
    for (int category : categoryNumbers) {
      int[] items = itemsInCategory(category);
      size -= items.length;
      System.arraycopy(items, 0, order, size, items.length);
    }
    Popularity.sort(order, column(ItemColumns.POPULAR_ALL));
    return order;
  }

  /** The night's item factors; none when there are none. */
  public FactorSpace factors() {
    return factors;
  }

  /** Sessions of before the night. */
  public PastSessions sessions() {
    return catalog.sessions();
  }

  /** Items similar to this one, best first. */
  public ScoredItems neighbors(int index) {
    return pointedAt(index).neighbors();
  }

  /** Items that people turn to after this one, best first. */
  public ScoredItems next(int index) {
    return pointedAt(index).next();
  }

  private Neighbors pointedAt(int index) {
    int slot = index % neighborCache.length();
    Neighbors cached = neighborCache.get(slot);
    if (cached == null || cached.item() != index) {
      ItemRecord item = item(index);
      checkIndexes("an item value", item.neighbors().items());
      checkIndexes("an item value", item.next().items());
      cached = new Neighbors(index, item.neighbors(), item.next());
      neighborCache.set(slot, cached);
    }
    return cached;
  }

  /** The popular list of this name, best first; empty when there is none. */
  public ScoredItems list(String name) {
    return catalog.lists().getOrDefault(name, ScoredItems.NONE);
  }

  /** The names of all lists. */
  public List<String> listNames() {
    return List.copyOf(catalog.lists().keySet());
  }

  /** Takes a reference; false when the snapshot is closed already and must not be read. */
  public boolean retain() {
    int count = references.get();
    while (count > 0) {
      if (references.compareAndSet(count, count + 1)) {
        return true;
      }
      count = references.get();
    }
    return false;
  }

  /** Gives a reference taken with {@link #retain()} back; the last one closes the store. */
  public void release() {
    int left = references.decrementAndGet();
    if (left == 0) {
      store.close();
    } else if (left < 0) {
      throw new IllegalStateException(
          "the snapshot " + manifest.snapshotId() + " was released more often than retained");
    }
  }

  /** Ends the owner's reference; requests that hold their own go on. May be called again. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  /** The store's value under a raw key, or null; what sentinels are checked with. */
  byte @Nullable [] value(byte[] key) {
    if (references.get() <= 0) {
      throw new IllegalStateException("the snapshot " + manifest.snapshotId() + " is closed");
    }
    return store.value(key);
  }

  /** How many rows of a kind the store holds. */
  long count(byte kind) {
    return store.count(kind);
  }

  private ItemRecord item(int index) {
    byte[] value = value(SnapshotKeys.item(index));
    if (value == null) {
      throw new CorruptFormatException("the store has no item " + index + " of " + itemCount());
    }
    return ItemRecord.decode(value);
  }

  private void checkIndexes(String what, int[] items) {
    Catalog.checkIndexes(what, items, itemCount());
  }

  private record Neighbors(int item, ScoredItems neighbors, ScoredItems next) {}
}

package dev.nightjar.ranking.store;

import dev.nightjar.contract.CorruptFormatException;
import dev.nightjar.contract.ItemColumn;
import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What a snapshot keeps in memory of its items and lists, because every request asks for it.
 * Immutable.
 *
 * @param ids the items' ids
 * @param available which items may be recommended
 * @param categories which items are in which category
 * @param lists the popular lists by name
 * @param columns numbers of the items by name, a value an item
 * @param sessions past sessions
 */
record Catalog(
    ItemDictionary ids,
    ItemBits available,
    CategoryIndex categories,
    Map<String, ScoredItems> lists,
    Map<String, float[]> columns,
    PastSessions sessions) {

  /** Reads all items, lists and sessions of {@code store}. */
  static Catalog load(LocalStore store) {
    ItemDictionary.Builder ids = new ItemDictionary.Builder();
    CategoryIndex.Builder categories = new CategoryIndex.Builder();
    BitSet available = new BitSet();
    int[] next = new int[1];
    store.scan(
        SnapshotKeys.ITEM,
        (key, rows) -> {
          int index = next[0]++;
          checkKey(key, index);
          ItemRecord item = ItemRecord.decode(rows.value());
          ids.add(item.itemId());
          categories.add(item.categories());
          available.set(index, item.available());
        });
    int items = next[0];
    Map<String, ScoredItems> lists = new HashMap<>();
    store.scan(
        SnapshotKeys.LIST,
        (key, rows) -> {
          ScoredItems entries = ItemList.decode(rows.value()).entries();
          checkIndexes("a list value", entries.items(), items);
          lists.put(new String(key, 1, key.length - 1, StandardCharsets.UTF_8), entries);
        });
    return new Catalog(
        ids.build(),
        new ItemBits(available, items),
        categories.build(),
        lists,
        columns(store, items),
        PastSessions.load(store, items));
  }

  private static Map<String, float[]> columns(LocalStore store, int items) {
    Map<String, float[]> columns = new HashMap<>();
    store.scan(
        SnapshotKeys.COLUMN,
        (key, rows) -> {
          float[] values = ItemColumn.decode(rows.value()).values();
          if (values.length != items) {
            throw new CorruptFormatException(
                "a column value has " + values.length + " values for " + items + " items");
          }
          columns.put(new String(key, 1, key.length - 1, StandardCharsets.UTF_8), values);
        });
    return columns;
  }

  /** Refuses an index that is no item's, so that nobody behind has to look. */
  static void checkIndexes(String what, int[] items, int itemCount) {
    for (int item : items) {
      if (item < 0 || item >= itemCount) {
        throw new CorruptFormatException(what + " names item " + item + " of " + itemCount);
      }
    }
  }

  private static void checkKey(byte[] key, int expected) {
    if (key.length != 5 || ByteBuffer.wrap(key).getInt(1) != expected) {
      throw new CorruptFormatException("the store has no item " + expected + ", but later ones");
    }
  }
}

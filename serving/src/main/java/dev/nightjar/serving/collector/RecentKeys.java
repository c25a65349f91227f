package dev.nightjar.serving.collector;

/**
 * Which events were taken of late, so that one that is sent again is not taken again: at least the
 * last quarter of a million, in 17 MB at most. Two tables that take turns: when the newer is full,
 * the older is forgotten. Not thread-safe.
 */
final class RecentKeys {
  /** Keys of one table. */
  static final int EACH = 250_000;

  private static final int SLOTS = 1 << 19;

  private long[] newer = new long[2 * SLOTS];
  private long[] older = new long[0];
  private int count;

  /** Whether a key is known. */
  boolean contains(EventKey key) {
    return find(newer, key) < 0 || (older.length > 0 && find(older, key) < 0);
  }

  /** Remembers a key that is not known. */
  void add(EventKey key) {
    if (count == EACH) {
      older = newer;
      newer = new long[2 * SLOTS];
      count = 0;
    }
    int slot = find(newer, key);
    if (slot >= 0) {
      newer[2 * slot] = key.high();
      newer[2 * slot + 1] = key.low();
      count++;
    }
  }

  /** The free slot where a key belongs, or -1 when the key is there. */
  private static int find(long[] table, EventKey key) {
    int slot = (int) key.high() & (SLOTS - 1);
    while (table[2 * slot] != 0 || table[2 * slot + 1] != 0) {
      if (table[2 * slot] == key.high() && table[2 * slot + 1] == key.low()) {
        return -1;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }
}

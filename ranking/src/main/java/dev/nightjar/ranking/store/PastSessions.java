package dev.nightjar.ranking.store;

import dev.nightjar.contract.CorruptFormatException;
import dev.nightjar.contract.SessionBlock;
import dev.nightjar.contract.SnapshotKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions of a snapshot in memory, numbered from the newest on, with the sessions of each
 * item: 8 bytes an item of a session, 8 a session. Immutable.
 */
public final class PastSessions {
  private final float[] ages;
  private final int[] starts;
  private final int[] items;
  private final int[] itemStarts;
  private final int[] itemSessions;

  private PastSessions(float[] ages, int[] starts, int[] items, int itemCount) {
    this.ages = ages;
    this.starts = starts;
    this.items = items;
    itemStarts = new int[itemCount + 1];
    for (int item : items) {
      itemStarts[item + 1]++;
    }
    for (int item = 0; item < itemCount; item++) {
      itemStarts[item + 1] += itemStarts[item];
    }
    itemSessions = new int[items.length];
    int[] filled = java.util.Arrays.copyOf(itemStarts, itemCount);
    for (int session = 0; session < ages.length; session++) {
      for (int place = starts[session]; place < starts[session + 1]; place++) {
        itemSessions[filled[items[place]]++] = session;
      }
    }
  }

  static PastSessions load(LocalStore store, int itemCount) {
    List<SessionBlock> blocks = new ArrayList<>();
    store.scan(
        SnapshotKeys.SESSIONS,
        (key, rows) -> {
          if (key.length != 5 || ByteBuffer.wrap(key).getInt(1) != blocks.size()) {
            throw new CorruptFormatException(
                "the store has no block " + blocks.size() + " of sessions, but later ones");
          }
          SessionBlock block = SessionBlock.decode(rows.value());
          Catalog.checkIndexes("a session block", block.items(), itemCount);
          blocks.add(block);
        });
    return of(blocks, itemCount);
  }

  /** The sessions of some blocks, in their order. */
  static PastSessions of(List<SessionBlock> blocks, int itemCount) {
    int sessions = blocks.stream().mapToInt(SessionBlock::size).sum();
    int size = blocks.stream().mapToInt(block -> block.items().length).sum();
    float[] ages = new float[sessions];
    int[] starts = new int[sessions + 1];
    int[] items = new int[size];
    int session = 0;
    for (SessionBlock block : blocks) {
      System.arraycopy(block.items(), 0, items, starts[session], block.items().length);
      System.arraycopy(block.ages(), 0, ages, session, block.size());
      for (int length : block.lengths()) {
        starts[session + 1] = starts[session] + length;
        session++;
      }
    }
    return new PastSessions(ages, starts, items, itemCount);
  }

  /** How many sessions there are. */
  public int size() {
    return ages.length;
  }

  /** Days from the end of a session to the night's cut-off. */
  public float age(int session) {
    return ages[session];
  }

  /** The place, for {@link #itemAt}, of a session's first item. */
  public int first(int session) {
    return starts[session];
  }

  /** The place behind a session's last item. */
  public int end(int session) {
    return starts[session + 1];
  }

  /** The item at a place. */
  public int itemAt(int place) {
    return items[place];
  }

  /** How many sessions have an item. */
  public int countWith(int item) {
    return itemStarts[item + 1] - itemStarts[item];
  }

  /** The session that has the item and is the n-th newest of those, from 0. */
  public int newestWith(int item, int n) {
    return itemSessions[itemStarts[item] + n];
  }
}

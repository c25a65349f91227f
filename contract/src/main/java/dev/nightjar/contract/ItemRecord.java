package dev.nightjar.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * What a snapshot holds of one item; see docs/formats/candidate-value.md for the bytes.
 *
 * @param itemId the item's own id, as the catalogue and the events spell it
 * @param available whether it may be recommended
 * @param categories its categories, most general first
 * @param metadata a JSON object, ready to be copied into an answer
 * @param neighbors similar items, best first
 * @param next items that people turn to after it, best first
 */
public record ItemRecord(
    String itemId,
    boolean available,
    List<String> categories,
    String metadata,
    ScoredItems neighbors,
    ScoredItems next) {
  /** The newest format written. */
  public static final int CURRENT = 2;

  private static final int MIN = 1;
  private static final int FIRST_WITH_NEXT = 2;
  private static final int AVAILABLE = 1;
  private static final String WHAT = "an item value";

  public ItemRecord {
    categories = List.copyOf(categories);
  }

  /** An item of which nobody knows what comes after it. */
  public ItemRecord(
      String itemId,
      boolean available,
      List<String> categories,
      String metadata,
      ScoredItems neighbors) {
    this(itemId, available, categories, metadata, neighbors, ScoredItems.NONE);
  }

  /** The value's bytes in the current format. */
  public byte[] encode() {
    ValueWriter out = new ValueWriter(CURRENT);
    out.signedByte((byte) (available ? AVAILABLE : 0));
    out.text(itemId);
    out.integer(categories.size());
    categories.forEach(out::text);
    out.text(metadata);
    out.scoredItems(neighbors);
    out.scoredItems(next);
    return out.toBytes();
  }

  /** Reads a stored value of any format this program knows. */
  public static ItemRecord decode(byte[] value) {
    ValueReader in = new ValueReader(WHAT, value);
    int version = in.version(MIN, CURRENT);
    int flags = in.unsignedByte();
    if ((flags & ~AVAILABLE) != 0) {
      throw new CorruptFormatException(WHAT + " has unknown flags " + flags);
    }
    String itemId = in.text();
    int count = in.count(4);
    List<String> categories = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      categories.add(in.text());
    }
    String metadata = in.text();
    ScoredItems neighbors = in.scoredItems();
    ScoredItems next = version < FIRST_WITH_NEXT ? ScoredItems.NONE : in.scoredItems();
    in.end();
    return new ItemRecord(itemId, flags == AVAILABLE, categories, metadata, neighbors, next);
  }
}

package dev.nightjar.contract;

/**
 * A list of items that belongs to no person: all-time popular, recently popular, popular in a
 * segment.
 *
 * @param entries the items, best first
 */
public record ItemList(ScoredItems entries) {
  /** Name of the list of all-time popular items. */
  public static final String POPULAR = "popular";

  /** Name of the list of recently popular items. */
  public static final String RECENT = "recent";

  /** Name of the list of items that rise above their own past. */
  public static final String RISING = "rising";

  /** The newest format written. */
  public static final int CURRENT = 1;

  private static final int MIN = 1;

  /** Name of the list of items popular in a segment. */
  public static String ofSegment(int segment) {
    return "segment:" + segment;
  }

  /** The value's bytes in the current format. */
  public byte[] encode() {
    ValueWriter out = new ValueWriter(CURRENT);
    out.scoredItems(entries);
    return out.toBytes();
  }

  /** Reads a stored value of any format this program knows. */
  public static ItemList decode(byte[] value) {
    ValueReader in = new ValueReader("a list value", value);
    in.version(MIN, CURRENT);
    ScoredItems entries = in.scoredItems();
    in.end();
    return new ItemList(entries);
  }
}

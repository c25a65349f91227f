package dev.nightjar.contract;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a snapshot holds of one person; see docs/formats/candidate-value.md for the bytes.
 *
 * @param segment the person's segment, or {@link #NO_SEGMENT}
 * @param seen indexes of items seen by policy, ascending
 * @param dismissed indexes of items the person does not want, ascending; never recommended
 * @param candidates the night's candidates of each personal source, best first
 * @param own what the person did with the items met
 */
@SuppressWarnings("ArrayRecordComponent")
public record UserRecord(
    int segment, int[] seen, int[] dismissed, Map<Source, ScoredItems> candidates, OwnItems own) {
  /** Segment of a person that the night put into none. */
  public static final int NO_SEGMENT = -1;

  /** The newest format written. */
  public static final int CURRENT = 3;

  private static final int MIN = 1;
  private static final int FIRST_WITH_OWN = 2;
  private static final int FIRST_WITH_SPANS = 3;
  private static final String WHAT = "a user value";

  /** A person of whose own doings nothing is held. */
  public UserRecord(int segment, int[] seen, int[] dismissed, Map<Source, ScoredItems> candidates) {
    this(segment, seen, dismissed, candidates, OwnItems.NONE);
  }

  /** The value's bytes in the current format. */
  public byte[] encode() {
    ValueWriter out = new ValueWriter(CURRENT);
    out.integer(segment);
    out.ints(seen);
    out.ints(dismissed);
    out.signedByte((byte) candidates.size());
    Map<Source, ScoredItems> inCodeOrder = new EnumMap<>(Source.class);
    inCodeOrder.putAll(candidates);
    inCodeOrder.forEach(
        (source, list) -> {
          out.signedByte(source.code());
          out.scoredItems(list);
        });
    own.write(out);
    return out.toBytes();
  }

  /** Reads a stored value of any format this program knows. */
  public static UserRecord decode(byte[] value) {
    ValueReader in = new ValueReader(WHAT, value);
    int version = in.version(MIN, CURRENT);
    int segment = in.integer();
    int[] seen = in.ints(in.count(4));
    int[] dismissed = in.ints(in.count(4));
    int sources = in.unsignedByte();
    Map<Source, ScoredItems> candidates = new EnumMap<>(Source.class);
    byte previous = 0;
    for (int i = 0; i < sources; i++) {
      byte code = in.signedByte();
      Source source = Source.ofCode(code);
      if (code <= previous) {
        throw new CorruptFormatException(
            WHAT + " has sources twice or not in order of their codes");
      }
      previous = code;
      candidates.put(source, in.scoredItems());
    }
    OwnItems own =
        version < FIRST_WITH_OWN
            ? OwnItems.NONE
            : OwnItems.read(in, WHAT, version >= FIRST_WITH_SPANS);
    in.end();
    return new UserRecord(segment, seen, dismissed, candidates, own);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserRecord that
        && segment == that.segment
        && Arrays.equals(seen, that.seen)
        && Arrays.equals(dismissed, that.dismissed)
        && candidates.equals(that.candidates)
        && own.equals(that.own);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        segment, Arrays.hashCode(seen), Arrays.hashCode(dismissed), candidates, own);
  }
}

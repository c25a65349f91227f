package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Objects;

/**
 * The first places of one person's answer under one policy, as the night put them in order: what a
 * request is answered with while nothing has happened since. See docs/formats/candidate-value.md
 * for the bytes.
 *
 * @param ranked the items, best first, with the scores that they were ordered by
 * @param strongest the source that gave most to each place's blended score
 * @param proposers the sources that proposed each place's item, each by the bit of its code
 */
@SuppressWarnings("ArrayRecordComponent")
public record PersonOrder(ScoredItems ranked, Source[] strongest, int[] proposers) {
  /** No places. */
  public static final PersonOrder NONE =
      new PersonOrder(ScoredItems.NONE, new Source[0], new int[0]);

  /** The newest format written. */
  public static final int CURRENT = 1;

  private static final int MIN = 1;
  private static final String WHAT = "an order value";

  public PersonOrder {
    if (strongest.length != ranked.size() || proposers.length != ranked.size()) {
      throw new IllegalArgumentException(
          "the columns of " + ranked.size() + " places differ in length");
    }
  }

  /** How many places there are. */
  public int size() {
    return ranked.size();
  }

  /** These places alone, in this order. */
  public PersonOrder at(int[] places) {
    int[] items = new int[places.length];
    float[] scores = new float[places.length];
    Source[] sources = new Source[places.length];
    int[] bits = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      items[i] = ranked.items()[places[i]];
      scores[i] = ranked.scores()[places[i]];
      sources[i] = strongest[places[i]];
      bits[i] = proposers[places[i]];
    }
    return new PersonOrder(new ScoredItems(items, scores), sources, bits);
  }

  /** The bit of a source in {@link #proposers}. */
  public static int bit(Source source) {
    return 1 << source.code();
  }

  /** The value's bytes in the current format. */
  public byte[] encode() {
    ValueWriter out = new ValueWriter(CURRENT);
    out.scoredItems(ranked);
    for (Source source : strongest) {
      out.signedByte(source.code());
    }
    out.bareInts(proposers);
    return out.toBytes();
  }

  /** Reads a stored value of any format this program knows. */
  public static PersonOrder decode(byte[] value) {
    ValueReader in = new ValueReader(WHAT, value);
    in.version(MIN, CURRENT);
    ScoredItems ranked = in.scoredItems();
    Source[] strongest = new Source[ranked.size()];
    for (int place = 0; place < strongest.length; place++) {
      strongest[place] = Source.ofCode(in.signedByte());
    }
    int[] proposers = in.ints(strongest.length);
    in.end();
    return new PersonOrder(ranked, strongest, proposers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersonOrder that
        && ranked.equals(that.ranked)
        && Arrays.equals(strongest, that.strongest)
        && Arrays.equals(proposers, that.proposers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ranked, Arrays.hashCode(proposers));
  }
}

package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Objects;

/**
 * The first places of one person's answer under one policy, as the night put them in order: what a
 * request is answered with while nothing has happened since.
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

  void write(ValueWriter out) {
    out.scoredItems(ranked);
    for (Source source : strongest) {
      out.signedByte(source.code());
    }
    out.bareInts(proposers);
  }

  static PersonOrder read(ValueReader in) {
    ScoredItems ranked = in.scoredItems();
    Source[] strongest = new Source[ranked.size()];
    for (int place = 0; place < strongest.length; place++) {
      strongest[place] = Source.ofCode(in.signedByte());
    }
    return new PersonOrder(ranked, strongest, in.ints(strongest.length));
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

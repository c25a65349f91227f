package dev.nightjar.training.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Item factors of one model, as one flat array, to score every item for one person exactly. Rows
 * are ordered by item id, so equal models give equal indexes. Immutable and serializable: made to
 * be broadcast and read by many threads at once. Costs {@code 4 * rank} bytes an item beside the
 * id.
 */
public final class ItemFactors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] ids;
  private final float[] factors;
  private final int rank;

  /**
   * Takes ids in ascending order and their factors, row after row.
   *
   * @param ids item ids, ascending, without repeats
   * @param factors {@code ids.length * rank} numbers
   * @param rank number of factors an item
   */
  public ItemFactors(String[] ids, float[] factors, int rank) {
    if (rank < 1 || factors.length != ids.length * rank) {
      throw new IllegalArgumentException(
          ids.length + " items of rank " + rank + " do not fill " + factors.length + " factors");
    }
    for (int i = 1; i < ids.length; i++) {
      if (ids[i - 1].compareTo(ids[i]) >= 0) {
        throw new IllegalArgumentException(
            "item ids must ascend, but '" + ids[i] + "' follows '" + ids[i - 1] + "'");
      }
    }
    this.ids = ids;
    this.factors = factors;
    this.rank = rank;
  }

  /** Number of items. */
  public int size() {
    return ids.length;
  }

  /** Number of factors an item. */
  public int rank() {
    return rank;
  }

  /** The external id of an index. */
  public String id(int index) {
    return ids[index];
  }

  /** A factor of the item with this index. */
  public float value(int index, int factor) {
    return factors[index * rank + factor];
  }

  /** The index of an external id, or -1 when the model does not know the item. */
  public int index(String id) {
    int at = Arrays.binarySearch(ids, id);
    return at >= 0 ? at : -1;
  }

  /** Writes the score of every item into {@code scores}, which has {@link #size} places. */
  public void scoreAll(float[] person, float[] scores) {
    checkRank(person);
    for (int i = 0, at = 0; i < ids.length; i++, at += rank) {
      scores[i] = dot(person, at);
    }
  }

  /**
   * The best {@code k} items for a person.
   *
   * @param person factors of the person, of length {@link #rank}
   * @param k length of the list at most
   * @param excluded indexes that must not be in the list, or null
   */
  public Ranked topK(float[] person, int k, @Nullable BitSet excluded) {
    checkRank(person);
    TopK best = new TopK(k);
    for (int i = 0, at = 0; i < ids.length; i++, at += rank) {
      if (excluded == null || !excluded.get(i)) {
        best.offer(i, dot(person, at));
      }
    }
    return best.drain();
  }

  private float dot(float[] person, int at) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int f = 0;
    for (; f + 3 < rank; f += 4) {
      a += person[f] * factors[at + f];
      b += person[f + 1] * factors[at + f + 1];
      c += person[f + 2] * factors[at + f + 2];
      d += person[f + 3] * factors[at + f + 3];
    }
    for (; f < rank; f++) {
      a += person[f] * factors[at + f];
    }
    return (a + b) + (c + d);
  }

  private void checkRank(float[] person) {
    if (person.length != rank) {
      throw new IllegalArgumentException(
          "the person has " + person.length + " factors, the items have " + rank);
    }
  }
}

package dev.nightjar.training;

import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.scoring.TopK;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;

/**
 * The words of items both ways, to find the items whose vectors are closest to one's own: the
 * cosine, added up word by word over the items that share it. Costs 16 bytes a word of an item.
 * Immutable and serializable: made to be broadcast; scratch space belongs to the {@link Finder}.
 */
final class WordIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SparseVector[] vectors;
  private final float[] boosts;
  private final int[] starts = new int[ItemWords.PLACES + 1];
  private final int[] items;
  private final float[] weights;
  private final int maxItemsAWord;

  /**
   * @param vectors words of each item, {@link ItemWords#PLACES} wide, of length 1
   * @param boosts what a likeness to each item is multiplied by
   * @param maxItemsAWord words of more items are left out
   */
  WordIndex(SparseVector[] vectors, float[] boosts, int maxItemsAWord) {
    this.vectors = vectors;
    this.boosts = boosts;
    this.maxItemsAWord = maxItemsAWord;
    for (SparseVector vector : vectors) {
      for (int word : vector.indices()) {
        starts[word + 1]++;
      }
    }
    for (int word = 0; word < ItemWords.PLACES; word++) {
      starts[word + 1] += starts[word];
    }
    items = new int[starts[ItemWords.PLACES]];
    weights = new float[items.length];
    int[] next = Arrays.copyOf(starts, ItemWords.PLACES);
    for (int item = 0; item < vectors.length; item++) {
      int[] words = vectors[item].indices();
      for (int i = 0; i < words.length; i++) {
        items[next[words[i]]] = item;
        weights[next[words[i]]++] = (float) vectors[item].values()[i];
      }
    }
  }

  int size() {
    return vectors.length;
  }

  Finder finder(int count) {
    return new Finder(count);
  }

  /** Scratch space for one item after the other; one thread. */
  final class Finder {
    private final float[] sums = new float[vectors.length];
    private final int[] touched = new int[vectors.length];
    private final TopK best;

    private Finder(int count) {
      best = new TopK(count);
    }

    /** The items most like an item, best first, without itself. */
    Ranked like(int item) {
      best.reset(item);
      int[] words = vectors[item].indices();
      int count = 0;
      for (int i = 0; i < words.length; i++) {
        count = add(words[i], (float) vectors[item].values()[i], count);
      }
      for (int i = 0; i < count; i++) {
        int other = touched[i];
        if (other != item) {
          best.offer(other, sums[other] * boosts[other]);
        }
        sums[other] = 0;
      }
      return best.drain();
    }

    private int add(int word, float weight, int touchedBefore) {
      int count = touchedBefore;
      int from = starts[word];
      int to = starts[word + 1];
      if (weight <= 0 || to - from > maxItemsAWord) {
        return count;
      }
      for (int at = from; at < to; at++) {
        float share = weight * weights[at];
        if (share > 0 && sums[items[at]] == 0) {
          touched[count++] = items[at];
        }
        sums[items[at]] += share;
      }
      return count;
    }
  }
}

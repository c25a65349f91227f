package dev.nightjar.training;

import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.scoring.TopK;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The words of items both ways, to find the items that have the most in common with an item. A word
 * weighs the more the fewer items have it, and of two items the cosine counts (TF-IDF with binary
 * counts: Salton and Buckley, "Term-Weighting Approaches in Automatic Text Retrieval", 1988); it is
 * added up word by word over the items that share it. Costs 12 bytes a word of an item. Immutable
 * and serializable: made to be broadcast; scratch space belongs to the {@link Finder}.
 */
final class WordIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[][] words;
  private final float[] boosts;
  private final int[] starts = new int[ItemWords.PLACES + 1];
  private final int[] items;
  private final float[] inverses;
  private final float[] norms;
  private final int maxItemsAWord;

  /**
   * Takes over the arrays.
   *
   * @param words of each item, each below {@link ItemWords#PLACES} and once
   * @param boosts what a likeness to each item is multiplied by
   * @param maxItemsAWord words of more items tell nothing
   */
  WordIndex(int[][] words, float[] boosts, int maxItemsAWord) {
    this.words = words;
    this.boosts = boosts;
    this.maxItemsAWord = maxItemsAWord;
    for (int[] some : words) {
      for (int word : some) {
        starts[word + 1]++;
      }
    }
    for (int word = 0; word < ItemWords.PLACES; word++) {
      starts[word + 1] += starts[word];
    }
    items = new int[starts[ItemWords.PLACES]];
    int[] next = Arrays.copyOf(starts, ItemWords.PLACES);
    for (int item = 0; item < words.length; item++) {
      for (int word : words[item]) {
        items[next[word]++] = item;
      }
    }
    inverses = inverses();
    norms = norms();
  }

  /** How much each word tells: the logarithm of how many items there are for one that has it. */
  private float[] inverses() {
    float[] weights = new float[ItemWords.PLACES];
    for (int word = 0; word < weights.length; word++) {
      int having = starts[word + 1] - starts[word];
      if (having > 1 && having <= maxItemsAWord) {
        weights[word] = (float) Math.log((words.length + 1.0) / having);
      }
    }
    return weights;
  }

  /** The length of each item's vector. A word that no other item has is part of what it is. */
  private float[] norms() {
    float alone = (float) Math.log(words.length + 1.0);
    float[] lengths = new float[words.length];
    for (int item = 0; item < lengths.length; item++) {
      double sum = 0;
      for (int word : words[item]) {
        double weight = starts[word + 1] - starts[word] == 1 ? alone : inverses[word];
        sum += weight * weight;
      }
      lengths[item] = (float) Math.sqrt(sum);
    }
    return lengths;
  }

  Finder finder(int count) {
    return new Finder(count);
  }

  /** Scratch space for one item after the other; one thread. */
  final class Finder {
    private final float[] sums = new float[words.length];
    private final int[] touched = new int[words.length];
    private final TopK best;

    private Finder(int count) {
      best = new TopK(count);
    }

    /** The items most like an item, best first, without itself. */
    Ranked like(int item) {
      best.reset(item);
      int count = 0;
      for (int word : words[item]) {
        count = inverses[word] > 0 ? add(word, count) : count;
      }
      for (int i = 0; i < count; i++) {
        int other = touched[i];
        if (other != item) {
          best.offer(other, sums[other] / (norms[item] * norms[other]) * boosts[other]);
        }
        sums[other] = 0;
      }
      return best.drain();
    }

    private int add(int word, int touchedBefore) {
      int count = touchedBefore;
      float share = inverses[word] * inverses[word];
      for (int at = starts[word]; at < starts[word + 1]; at++) {
        int other = items[at];
        if (sums[other] == 0) {
          touched[count++] = other;
        }
        sums[other] += share;
      }
      return count;
    }
  }
}

package dev.nightjar.training.scoring;

import java.util.Arrays;

/**
 * The part of recall that the obvious list would not have reached: hits in the first {@code k} that
 * are not among the first {@code k} of the most popular items, over {@code min(k, relevant)}. After
 * Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy: evaluating recommender systems by coverage
 * and serendipity" (2010), with popularity as the primitive recommender. Static, no state.
 */
public final class Serendipity {
  private Serendipity() {}

  /**
   * @param relevant sorted, without repeats, never empty
   * @param obvious what the popular list would have shown the same person, best first
   */
  public static double of(int[] ranked, int[] relevant, int[] obvious, int k) {
    int[] expected = Arrays.copyOf(obvious, Math.min(k, obvious.length));
    Arrays.sort(expected);
    int surprises = 0;
    for (int rank = 0; rank < Math.min(k, ranked.length); rank++) {
      if (Arrays.binarySearch(relevant, ranked[rank]) >= 0
          && Arrays.binarySearch(expected, ranked[rank]) < 0) {
        surprises++;
      }
    }
    return (double) surprises / Math.min(k, relevant.length);
  }
}

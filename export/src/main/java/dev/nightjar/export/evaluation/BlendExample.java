package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Source;
import dev.nightjar.ranking.CandidateTable;
import java.util.Arrays;

/**
 * One replayed request as the learner sees it: the candidates' scores source by source, and which
 * of them are relevant. Read by several threads, never changed.
 */
final class BlendExample {
  private final float[][] scores;
  private final boolean[] relevant;
  private final int relevantCount;

  private BlendExample(float[][] scores, boolean[] relevant, int relevantCount) {
    this.scores = scores;
    this.relevant = relevant;
    this.relevantCount = relevantCount;
  }

  /**
   * An example of the candidates of one request.
   *
   * @param relevantItems indexes of the relevant items, ascending, at least one
   */
  static BlendExample of(CandidateTable candidates, int[] relevantItems) {
    int[] items = candidates.items();
    float[][] bySource = new float[Source.values().length][];
    for (int source = 0; source < bySource.length; source++) {
      bySource[source] = column(candidates.scoresBySource(), source);
    }
    boolean[] relevant = new boolean[items.length];
    for (int i = 0; i < items.length; i++) {
      relevant[i] = Arrays.binarySearch(relevantItems, items[i]) >= 0;
    }
    return new BlendExample(bySource, relevant, relevantItems.length);
  }

  private static float[] column(float[][] rows, int source) {
    float[] column = new float[rows.length];
    boolean any = false;
    for (int i = 0; i < rows.length; i++) {
      column[i] = rows[i][source];
      any |= column[i] != 0;
    }
    return any ? column : new float[0];
  }

  int size() {
    return relevant.length;
  }

  int relevantCount() {
    return relevantCount;
  }

  boolean relevant(int candidate) {
    return relevant[candidate];
  }

  /** Whether the source proposed any candidate. */
  boolean has(int source) {
    return scores[source].length > 0;
  }

  /** Adds {@code weight} times the source's scores to {@code sums}. */
  void add(int source, double weight, float[] sums) {
    float[] column = scores[source];
    float factor = (float) weight;
    for (int i = 0; i < column.length; i++) {
      sums[i] += factor * column[i];
    }
  }
}

package dev.nightjar.export.candidates;

import org.jspecify.annotations.Nullable;

/**
 * What a window knows of one person, the arrays parallel: one place an item that the person met.
 *
 * @param personId pseudonym of the person
 * @param segment the person's segment, or {@link dev.nightjar.contract.UserRecord#NO_SEGMENT}
 * @param items indexes in the snapshot, newest first; -1 for an item that it does not hold
 * @param preferences decayed strength of each, negative for a dislike
 * @param positives positive interactions with each
 * @param days days with a positive interaction with each
 * @param daysSince days from the last interaction with each to the cut-off
 * @param spans days from the first day with a positive interaction with each to the last one
 * @param ownScores decayed count of the person's own positive interactions with each
 * @param seen whether each counts as seen
 * @param dismissed whether each was dismissed
 * @param factors the person's factors, or null when the model has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record PersonHistory(
    String personId,
    int segment,
    int[] items,
    float[] preferences,
    float[] positives,
    float[] days,
    float[] daysSince,
    float[] spans,
    float[] ownScores,
    boolean[] seen,
    boolean[] dismissed,
    float @Nullable [] factors) {
  /** Number of items. */
  public int size() {
    return items.length;
  }
}

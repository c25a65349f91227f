package dev.nightjar.export.evaluation;

import java.util.List;

/**
 * What every list for one request is judged against.
 *
 * @param relevant indexes of the relevant items, ascending, never empty
 * @param irrelevant items that could have been listed and are not relevant
 * @param past shares of the categories in the person's past; empty when nothing is known of them
 * @param slices slices of persons that the request counts in
 */
@SuppressWarnings("ArrayRecordComponent")
record Judged(int[] relevant, int irrelevant, double[] past, List<String> slices) {

  /** The same person, asked about some of the items only. */
  Judged about(int[] some) {
    return new Judged(some, irrelevant, past, List.of());
  }
}

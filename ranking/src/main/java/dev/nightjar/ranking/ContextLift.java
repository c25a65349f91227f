package dev.nightjar.ranking;

import java.util.List;

/**
 * How much more or less each item is wanted where and when the request comes from, as a logarithm:
 * the sum over what is known of the context, times a learned weight. Not thread-safe; belongs to
 * one request.
 */
final class ContextLift {
  private final List<float[]> columns;
  private final float weight;
  private final Ordering ordering;

  private ContextLift(List<float[]> columns, float weight, Ordering ordering) {
    this.columns = columns;
    this.weight = weight;
    this.ordering = ordering;
  }

  /** What the query's context changes under an ordering. */
  static ContextLift of(ResolvedQuery query, Ordering ordering) {
    float weight = ordering.weights().context();
    return new ContextLift(
        weight == 0 ? List.of() : query.query().context().lifts(query.snapshot()),
        weight,
        ordering);
  }

  /** Whether it changes nothing. */
  boolean isNone() {
    return columns.isEmpty();
  }

  /** What is added to the logarithm of an item's score. */
  float of(int item) {
    return weight * sum(columns, item);
  }

  /** The sum of these columns; what nobody knows changes nothing. */
  static float sum(List<float[]> columns, int item) {
    float sum = 0;
    for (float[] column : columns) {
      float lift = column[item];
      sum += Float.isNaN(lift) ? 0 : lift;
    }
    return sum;
  }

  /** The score of an item in this context. */
  float applied(int item, float score) {
    return ordering.lifted(score, of(item));
  }
}

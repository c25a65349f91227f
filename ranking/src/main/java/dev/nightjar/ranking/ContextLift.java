package dev.nightjar.ranking;

import java.util.List;

/**
 * How much more or less each item is wanted where and when the request comes from, as a logarithm:
 * the sum over what is known of the context, times a learned weight. Not thread-safe; belongs to
 * one request.
 */
final class ContextLift {
  private final List<ContextColumn> columns;
  private final float weight;
  private final Ordering ordering;

  private ContextLift(List<ContextColumn> columns, float weight, Ordering ordering) {
    this.columns = columns;
    this.weight = weight;
    this.ordering = ordering;
  }

  /** What the query's context changes under an ordering. */
  static ContextLift of(ResolvedQuery query, Ordering ordering) {
    float weight = ordering.weights().context();
    return new ContextLift(
        weight == 0 ? List.of() : query.query().context().known(query.snapshot()),
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

  /** What it changes, a column a value of the context. */
  List<ContextColumn> columns() {
    return columns;
  }

  /** The sum of these columns; what nobody knows changes nothing. */
  static float sum(List<ContextColumn> columns, int item) {
    float sum = 0;
    for (ContextColumn column : columns) {
      sum += column.of(item);
    }
    return sum;
  }

  /** The score of an item in this context. */
  float applied(int item, float score) {
    return ordering.lifted(score, of(item));
  }
}

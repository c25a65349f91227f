package dev.nightjar.etl.expectations;

import java.io.Serializable;

/**
 * One declared rule.
 *
 * @param table the table people know, such as {@code bronze.events}
 * @param column the column, or a path such as {@code items.rating} or {@code properties.coupon};
 *     empty for a rule on the whole table
 * @param check the rule
 * @param stops whether the night stops when it does not hold; otherwise it is only reported
 */
public record Expectation(String table, String column, Check check, boolean stops)
    implements Serializable {

  /** Name of the rule within its table, such as {@code range:value}. */
  public String name() {
    return column.isEmpty() ? check.kind() : check.kind() + ":" + column;
  }
}

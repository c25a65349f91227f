package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;

import dev.nightjar.etl.tables.Interactions;
import org.apache.spark.sql.Column;

/** Questions about the kind of an interaction. */
final class Kinds {

  private Kinds() {}

  /** Whether the row is of the kind, such as {@link Interactions#PURCHASE}. */
  static Column is(String interaction) {
    return col(Interactions.INTERACTION).equalTo(interaction);
  }

  /** How many rows of a group are of the kind. */
  static Column count(String interaction) {
    return count_if(is(interaction));
  }
}

package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.contract.EventNames;
import dev.nightjar.etl.tables.Events;
import org.apache.spark.sql.Column;

/**
 * Tells what somebody did from what a server only noted. A mail program may ask for everybody's
 * recommendations at night, evenly and often: that makes nobody a robot, fills nobody's cap and is
 * no visit.
 */
final class Acts {

  private Acts() {}

  /** Whether an event of bronze.events was done by a person or an app. */
  static Column isAct() {
    return coalesce(col(Events.EVENT).notEqual(EventNames.RECOMMENDATIONS_SERVED), lit(true));
  }
}

package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Interactions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What interactions brought in: purchases less returns. */
final class Money {

  private static final DataType AMOUNT = DataTypes.createDecimalType(28, 6);

  private Money() {}

  /**
   * The sum, added up as decimals, because a sum of doubles depends on the order of its rows, which
   * no run of a night promises. What no decimal of this size holds is no amount of money and counts
   * as none.
   */
  static Column total() {
    Column none = lit(0).cast(AMOUNT);
    Column value = coalesce(col(Interactions.VALUE).try_cast(AMOUNT), none);
    Column signed =
        when(Kinds.is(Interactions.PURCHASE), value)
            .when(Kinds.is(Interactions.RETURN), abs(value).unary_$minus())
            .otherwise(none);
    return sum(signed).cast(DataTypes.DoubleType);
  }
}

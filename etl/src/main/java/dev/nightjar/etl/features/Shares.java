package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.UserFeatures;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a person's interactions spread over, such as categories, by share. Weights are decimals, so
 * that a share does not depend on the order in which rows are added up.
 */
final class Shares {

  private static final DataType WEIGHT = DataTypes.createDecimalType(18, 9);
  private static final String AMOUNT = "weight";
  private static final String ENTRIES = "entries";
  private static final String TOTAL = "total";

  private Shares() {}

  /**
   * Weighted entries a person.
   *
   * @param rows person, entry and weight, one row an entry of a person
   * @param entry column of the entry
   * @param result column that the shares become
   */
  record Weighted(Dataset<Row> rows, String entry, String result) {}

  /**
   * Strength of interactions a category, which halves with every half-life. A dismissal takes away
   * from what is left of earlier interest.
   */
  static Weighted ofCategories(Dataset<Row> interactions, int halfLifeDays, LocalDate runDate) {
    Column age = AsOf.daysUntilEnd(col(Interactions.OCCURRED_AT), runDate);
    Column decayed =
        round(col(Interactions.STRENGTH).multiply(pow(lit(0.5), age.divide(halfLifeDays))), 9);
    Dataset<Row> rows =
        interactions
            .select(
                col(Interactions.PERSON_ID),
                coalesce(decayed.try_cast(WEIGHT), lit(0).cast(WEIGHT)).as(AMOUNT),
                explode(col(Items.CATEGORIES)).as(UserFeatures.CATEGORY))
            .groupBy(Interactions.PERSON_ID, UserFeatures.CATEGORY)
            .agg(sum(AMOUNT).as(AMOUNT));
    return new Weighted(rows, UserFeatures.CATEGORY, UserFeatures.CATEGORY_AFFINITY);
  }

  /** Number of interactions a device. */
  static Weighted ofDevices(Dataset<Row> interactions) {
    Dataset<Row> rows =
        interactions
            .where(col(Interactions.DEVICE).isNotNull())
            .groupBy(Interactions.PERSON_ID, Interactions.DEVICE)
            .agg(count(lit(1)).as(AMOUNT));
    return new Weighted(rows, UserFeatures.DEVICE, UserFeatures.DEVICES);
  }

  /** Per person the entries of positive weight with their share, the greatest first. */
  static Dataset<Row> strongest(Weighted weighted, int most) {
    return weighted
        .rows()
        .where(col(AMOUNT).gt(0))
        .groupBy(Interactions.PERSON_ID)
        .agg(
            collect_list(struct(col(AMOUNT).unary_$minus().as(AMOUNT), col(weighted.entry())))
                .as(ENTRIES),
            sum(AMOUNT).as(TOTAL))
        .select(
            col(Interactions.PERSON_ID),
            transform(
                    slice(array_sort(col(ENTRIES)), 1, most),
                    entry ->
                        struct(
                            entry.getField(weighted.entry()).as(weighted.entry()),
                            share(entry).as(UserFeatures.SHARE)))
                .as(weighted.result()));
  }

  /** The shares, none instead of null. */
  static Column orNone(String shares) {
    return coalesce(col(shares), array().cast(UserFeatures.SCHEMA.apply(shares).dataType()));
  }

  private static Column share(Column entry) {
    return entry
        .getField(AMOUNT)
        .cast(DataTypes.DoubleType)
        .unary_$minus()
        .divide(col(TOTAL).cast(DataTypes.DoubleType));
  }
}

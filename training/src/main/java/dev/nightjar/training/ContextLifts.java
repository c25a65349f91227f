package dev.nightjar.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.dayofweek;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ContextLiftsFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * How much more or less an item is asked for on a device, in a country, in a part of the day or of
 * the week than everywhere: contextual popularity as a factor on any other popularity (context as a
 * weight on what a person likes: Baltrunas and Ricci, "Context-based splitting of item ratings in
 * collaborative filtering", RecSys 2009, Adomavicius and Tuzhilin, "Context-Aware Recommender
 * Systems", 2011). The unit is the person-day. Most cells are thin, so an item's factor is drawn to
 * that of its categories and theirs to 1. Static transforms, no state.
 */
final class ContextLifts {
  private static final String DIMENSION = ContextLiftsFile.DIMENSION;
  private static final String VALUE = ContextLiftsFile.VALUE;
  private static final String ITEM_ID = ContextLiftsFile.ITEM_ID;
  private static final String CELL = "cell";
  private static final String MET = "met";
  private static final String MET_IN_ALL = "met_in_all";
  private static final String EXPECTED = "expected";
  private static final String SHARE = "share";
  private static final String CATEGORY = "category";
  private static final String LIFT = ContextLiftsFile.LIFT;
  private static final String PRIOR = "prior";
  private static final int DIGITS = 6;
  private static final int HOURS = 6;
  private static final int SUNDAY = 1;
  private static final int SATURDAY = 7;

  private ContextLifts() {}

  /**
   * Rows of schema {@link ContextLiftsFile}.
   *
   * @param interactions of the window
   * @param items silver.items, for the categories
   */
  static Dataset<Row> perCellItem(
      Dataset<Row> interactions, Dataset<Row> items, ContextParams params) {
    Dataset<Row> met =
        interactions
            .where(col(Interactions.STRENGTH).gt(0))
            .select(
                col(Interactions.PERSON_ID),
                col(Interactions.ITEM_ID).as(ITEM_ID),
                col(Interactions.EVENT_DATE),
                explode(cells(params)).as(CELL))
            .where(col(CELL + "." + VALUE).isNotNull())
            .distinct()
            .groupBy(col(CELL + "." + DIMENSION), col(CELL + "." + VALUE), col(ITEM_ID))
            .agg(count(lit(1)).as(MET));
    Dataset<Row> expected = withExpected(met, params.maxValues());
    Dataset<Row> prior = perItemPrior(expected, items, params.shrinkage());
    String[] key = {DIMENSION, VALUE, ITEM_ID};
    Column drawn = lit(params.shrinkage()).multiply(exp(coalesce(col(PRIOR), lit(0.0))));
    Column lift = col(MET).plus(drawn).divide(col(EXPECTED).plus(params.shrinkage()));
    return expected
        .join(prior, key, "left")
        .select(col(DIMENSION), col(VALUE), col(ITEM_ID), round(log(lift), DIGITS).as(LIFT));
  }

  private static Column cells(ContextParams params) {
    Column there = from_utc_timestamp(col(Interactions.OCCURRED_AT), params.zone().getId());
    Column dayparts =
        array(ItemColumns.DAYPARTS.stream().map(part -> lit(part)).toArray(Column[]::new));
    Column daypart = get(dayparts, floor(hour(there).divide(HOURS)).cast("int"));
    Column weekend = dayofweek(there).isin(SATURDAY, SUNDAY);
    return array(
        cell(ItemColumns.DEVICE, col(Interactions.DEVICE)),
        cell(ItemColumns.COUNTRY, col(Interactions.COUNTRY)),
        cell(ItemColumns.DAYPART, daypart),
        cell(ItemColumns.WEEK, when(weekend, ItemColumns.WEEKEND).otherwise(ItemColumns.WORKDAY)));
  }

  private static Column cell(String dimension, Column value) {
    return struct(lit(dimension).as(DIMENSION), value.as(VALUE));
  }

  /**
   * A row a cell and item that was met in any cell of the dimension: person-days there, and as many
   * as there would be if the cell had its share of every item alike.
   */
  private static Dataset<Row> withExpected(Dataset<Row> met, int maxValues) {
    Dataset<Row> cells = met.groupBy(DIMENSION, VALUE).agg(sum(MET).as(MET));
    Column order =
        row_number().over(Window.partitionBy(DIMENSION).orderBy(col(MET).desc(), col(VALUE)));
    Column all = sum(MET).over(Window.partitionBy(DIMENSION));
    Dataset<Row> kept =
        cells
            .select(col(DIMENSION), col(VALUE), order.as("order"), col(MET).divide(all).as(SHARE))
            .where(col("order").leq(maxValues))
            .drop("order");
    Dataset<Row> inAll = met.groupBy(DIMENSION, ITEM_ID).agg(sum(MET).as(MET_IN_ALL));
    return kept.join(inAll, DIMENSION)
        .join(met, new String[] {DIMENSION, VALUE, ITEM_ID}, "left")
        .select(
            col(DIMENSION),
            col(VALUE),
            col(ITEM_ID),
            coalesce(col(MET), lit(0L)).as(MET),
            col(MET_IN_ALL).multiply(col(SHARE)).as(EXPECTED));
  }

  /** The mean of the logarithms of the lifts of an item's categories. */
  private static Dataset<Row> perItemPrior(
      Dataset<Row> expected, Dataset<Row> items, double shrinkage) {
    Dataset<Row> categories =
        items.select(col(Items.ITEM_ID).as(ITEM_ID), explode(col(Items.CATEGORIES)).as(CATEGORY));
    Dataset<Row> inCategory = expected.join(categories, ITEM_ID);
    Column lift = sum(MET).plus(shrinkage).divide(ExactSum.of(col(EXPECTED)).plus(shrinkage));
    Dataset<Row> perCategory =
        inCategory.groupBy(DIMENSION, VALUE, CATEGORY).agg(log(lift).as(LIFT));
    return inCategory
        .select(DIMENSION, VALUE, ITEM_ID, CATEGORY)
        .join(perCategory, new String[] {DIMENSION, VALUE, CATEGORY})
        .groupBy(DIMENSION, VALUE, ITEM_ID)
        .agg(ExactSum.of(col(LIFT)).divide(count(lit(1))).as(PRIOR));
  }
}

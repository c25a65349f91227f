package dev.nightjar.training;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ContextLiftsFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * How much more or less an item is asked for on a device, in a country, in a part of the day and so
 * on than everywhere: contextual popularity as a factor on any other popularity (context as a
 * weight on what a person likes: Baltrunas and Ricci, "Context-based splitting of item ratings in
 * collaborative filtering", RecSys 2009, Adomavicius and Tuzhilin, "Context-Aware Recommender
 * Systems", 2011). The unit is the person-day. Most cells are thin, so an item's factor is drawn to
 * that of its categories and theirs to 1. Static transforms, no state.
 */
final class ContextLifts {
  private static final String DIMENSION = ContextLiftsFile.DIMENSION;
  private static final String VALUE = ContextLiftsFile.VALUE;
  private static final String ITEM_ID = ContextLiftsFile.ITEM_ID;
  private static final String WITHIN = ContextCells.WITHIN;
  private static final String CELLS = "cells";
  private static final String CELL = "cell";
  private static final String PERSONS = "persons";
  private static final String ORDER = "order";
  private static final String ALL = "all";
  private static final String MET = "met";
  private static final String EXPECTED = "expected";
  private static final String SHARE = "share";
  private static final String CATEGORY = "category";
  private static final String LIFT = ContextLiftsFile.LIFT;
  private static final String PRIOR = "prior";
  private static final int DIGITS = 6;

  private ContextLifts() {}

  /**
   * Rows of schema {@link ContextLiftsFile}.
   *
   * @param interactions of the window
   * @param items silver.items, for the categories
   */
  static Dataset<Row> perCellItem(
      Dataset<Row> interactions, Dataset<Row> items, ContextParams params) {
    Dataset<Row> days = perPersonDay(interactions, params);
    Dataset<Row> met =
        days.select(col(ITEM_ID), explode(col(CELLS)).as(CELL))
            .select(col(ITEM_ID), col(CELL + ".*"))
            .groupBy(DIMENSION, VALUE, WITHIN, ITEM_ID)
            .agg(count(lit(1)).as(MET));
    Dataset<Row> expected = withExpected(met, kept(days, met, params));
    Dataset<Row> prior = perItemPrior(expected, items, params.shrinkage());
    String[] key = {DIMENSION, VALUE, ITEM_ID};
    Column drawn = lit(params.shrinkage()).multiply(exp(coalesce(col(PRIOR), lit(0.0))));
    Column lift = col(MET).plus(drawn).divide(col(EXPECTED).plus(params.shrinkage()));
    return expected
        .join(prior, key, "left")
        .select(col(DIMENSION), col(VALUE), col(ITEM_ID), round(log(lift), DIGITS).as(LIFT));
  }

  /** A row a person, item and day, with every cell that it was met in. */
  private static Dataset<Row> perPersonDay(Dataset<Row> interactions, ContextParams params) {
    return interactions
        .where(col(Interactions.STRENGTH).gt(0))
        .select(
            col(Interactions.PERSON_ID),
            col(Interactions.ITEM_ID).as(ITEM_ID),
            col(Interactions.EVENT_DATE),
            ContextCells.of(params.zone()).as(CELLS))
        .groupBy(Interactions.PERSON_ID, ITEM_ID, Interactions.EVENT_DATE)
        .agg(array_distinct(flatten(collect_list(CELLS))).as(CELLS));
  }

  /** The values that enough persons came with, of each dimension the most frequent ones. */
  private static Dataset<Row> kept(Dataset<Row> days, Dataset<Row> met, ContextParams params) {
    Dataset<Row> persons =
        days.select(col(Interactions.PERSON_ID), explode(col(CELLS)).as(CELL))
            .select(
                col(CELL + "." + DIMENSION), col(CELL + "." + VALUE), col(Interactions.PERSON_ID))
            .distinct()
            .groupBy(DIMENSION, VALUE)
            .agg(count(lit(1)).as(PERSONS))
            .where(col(PERSONS).geq(params.minPersons()));
    Column order =
        row_number().over(Window.partitionBy(DIMENSION).orderBy(col(MET).desc(), col(VALUE)));
    return met.groupBy(DIMENSION, VALUE)
        .agg(sum(MET).as(MET))
        .join(persons, new String[] {DIMENSION, VALUE})
        .select(col(DIMENSION), col(VALUE), order.as(ORDER))
        .where(col(ORDER).leq(params.maxValues()))
        .drop(ORDER);
  }

  /**
   * A row a kept cell and item that was met in any cell of the dimension: person-days there, and as
   * many as there would be if the cell had its share of every item alike. What a value is asked
   * within is held fixed for that (indirect standardisation): its share is that among the same
   * devices, say, and items are as frequent as there.
   */
  private static Dataset<Row> withExpected(Dataset<Row> met, Dataset<Row> kept) {
    String[] value = {DIMENSION, VALUE};
    String[] within = {DIMENSION, WITHIN};
    Dataset<Row> all = met.groupBy(DIMENSION, WITHIN).agg(sum(MET).as(ALL));
    Dataset<Row> shares =
        met.groupBy(DIMENSION, VALUE, WITHIN)
            .agg(sum(MET).as(MET))
            .join(kept, value)
            .join(all, within)
            .select(col(DIMENSION), col(VALUE), col(WITHIN), col(MET).divide(col(ALL)).as(SHARE));
    Dataset<Row> expected =
        met.groupBy(DIMENSION, WITHIN, ITEM_ID)
            .agg(sum(MET).as(ALL))
            .join(shares, within)
            .groupBy(DIMENSION, VALUE, ITEM_ID)
            .agg(ExactSum.of(col(ALL).multiply(col(SHARE))).as(EXPECTED));
    String[] key = {DIMENSION, VALUE, ITEM_ID};
    return expected
        .join(met.groupBy(DIMENSION, VALUE, ITEM_ID).agg(sum(MET).as(MET)), key, "left")
        .select(
            col(DIMENSION),
            col(VALUE),
            col(ITEM_ID),
            coalesce(col(MET), lit(0L)).as(MET),
            col(EXPECTED));
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

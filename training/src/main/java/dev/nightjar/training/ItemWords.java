package dev.nightjar.training;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.transform;

import dev.nightjar.etl.tables.Items;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The words that the catalogue has for an item: those of title and description, its categories and
 * its tags, each once. Words are hashed to places, with MLlib, because a dictionary of all of them
 * would have to be held in one place.
 */
final class ItemWords {
  /** Column of the words. */
  static final String VECTOR = "vector";

  /** Places that words are hashed to; two words of one place are taken for the same. */
  static final int PLACES = 1 << 18;

  /** Words of an item that are looked at; a longer description repeats itself. */
  private static final int MOST = 100;

  private static final String WORDS = "words";
  private static final String NO_LETTER = "[^\\p{L}\\p{N}]+";

  private ItemWords() {}

  /**
   * A row an item that has a word: {@code item_id} and {@code vector}, 1 at the place of each word.
   *
   * @param items silver.items
   */
  static Dataset<Row> perItem(Dataset<Row> items) {
    Column text = lower(concat_ws(" ", col(Items.TITLE), col(Items.DESCRIPTION)));
    Column words = filter(split(text, NO_LETTER), word -> length(word).gt(1));
    Column all = concat(named("category:", Items.CATEGORIES), named("tag:", Items.TAGS), words);
    Dataset<Row> worded =
        items
            .select(col(Items.ITEM_ID), slice(array_distinct(all), 1, MOST).as(WORDS))
            .where(array_size(col(WORDS)).gt(0));
    return new HashingTF()
        .setBinary(true)
        .setNumFeatures(PLACES)
        .setInputCol(WORDS)
        .setOutputCol(VECTOR)
        .transform(worded)
        .select(Items.ITEM_ID, VECTOR);
  }

  /** Whole names, so that "garden" in a title is another word than the category. */
  private static Column named(String kind, String column) {
    return coalesce(
        transform(col(column), name -> concat(lit(kind), lower(name))),
        functions.array().cast("array<string>"));
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.SegmentProfilesFile;
import dev.nightjar.training.tables.SegmentsFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What a segment is like: its size, the categories that it over-uses, its most popular items, and a
 * name. A term (a category, or a word of a title where the item has no category) is over-used when
 * its share of the segment's examples is above its share of all; terms are ordered by {@code share
 * * ln(share / overall share)}, their part in the Kullback-Leibler divergence, which asks for both
 * lift and mass. Static transforms, no state.
 */
final class SegmentProfiling {
  private static final int TERMS = 5;
  private static final int TERMS_IN_NAME = 2;
  private static final int TOP_ITEMS = 10;
  private static final int SHORTEST_WORD = 4;
  private static final String TERM = "term";
  private static final String USES = "uses";
  private static final String TELLING = "telling";
  private static final String TOTAL = "total";
  private static final String PLACE = "place";

  private SegmentProfiling() {}

  /**
   * A row a segment, schema {@link SegmentProfilesFile}.
   *
   * @param segments persons and segments
   * @param examples persons and items with a positive preference
   * @param items silver.items
   * @param popular the popular lists, which hold one a segment
   */
  static Dataset<Row> perSegment(
      Dataset<Row> segments, Dataset<Row> examples, Dataset<Row> items, Dataset<Row> popular) {
    String[] segment = {SegmentsFile.SEGMENT};
    Dataset<Row> total = segments.agg(count(lit(1)).as(TOTAL));
    Dataset<Row> sizes =
        segments.groupBy(SegmentsFile.SEGMENT).agg(count(lit(1)).as(SegmentProfilesFile.PERSONS));
    Dataset<Row> profiles =
        sizes
            .join(overUsedTerms(segments, examples, terms(items)), segment, "left")
            .join(topItems(popular), segment, "left")
            .crossJoin(broadcast(total));
    Column none = lit(new String[0]);
    Column terms = coalesce(col(SegmentProfilesFile.TOP_CATEGORIES), none);
    Column number = concat(lit("segment "), col(SegmentsFile.SEGMENT).cast("string"));
    Column name =
        when(size(terms).gt(0), array_join(slice(terms, 1, TERMS_IN_NAME), " & "))
            .otherwise(number);
    return profiles.select(
        col(SegmentsFile.SEGMENT).as(SegmentProfilesFile.SEGMENT),
        name.as(SegmentProfilesFile.NAME),
        col(SegmentProfilesFile.PERSONS),
        col(SegmentProfilesFile.PERSONS).divide(col(TOTAL)).as(SegmentProfilesFile.SHARE),
        terms.as(SegmentProfilesFile.TOP_CATEGORIES),
        coalesce(col(SegmentProfilesFile.TOP_ITEMS), none).as(SegmentProfilesFile.TOP_ITEMS));
  }

  /** A row an item and term; an item with categories has no words. */
  private static Dataset<Row> terms(Dataset<Row> items) {
    Column words =
        filter(
            split(lower(coalesce(col(Items.TITLE), lit(""))), "[^\\p{L}]+"),
            word -> length(word).geq(SHORTEST_WORD));
    Column categories = filter(col(Items.CATEGORIES), Column::isNotNull);
    Column terms = when(size(col(Items.CATEGORIES)).gt(0), categories).otherwise(words);
    return items.select(
        col(Items.ITEM_ID).as(Preferences.ITEM_ID), explode(array_distinct(terms)).as(TERM));
  }

  private static Dataset<Row> overUsedTerms(
      Dataset<Row> segments, Dataset<Row> examples, Dataset<Row> terms) {
    Column uses = col(USES);
    Column share = uses.divide(sum(uses).over(Window.partitionBy(SegmentsFile.SEGMENT)));
    Column overall = sum(uses).over(Window.partitionBy(TERM)).divide(col(TOTAL));
    Column best =
        row_number()
            .over(Window.partitionBy(SegmentsFile.SEGMENT).orderBy(col(TELLING).desc(), col(TERM)));
    Dataset<Row> counted =
        examples
            .select(Preferences.PERSON_ID, Preferences.ITEM_ID)
            .join(segments, Preferences.PERSON_ID)
            .join(terms, Preferences.ITEM_ID)
            .groupBy(SegmentsFile.SEGMENT, TERM)
            .agg(count(lit(1)).as(USES));
    return counted
        .crossJoin(broadcast(counted.agg(sum(uses).as(TOTAL))))
        .withColumn(TELLING, share.multiply(log(share.divide(overall))))
        .where(col(TELLING).gt(0))
        .withColumn(PLACE, best)
        .where(col(PLACE).leq(TERMS))
        .groupBy(SegmentsFile.SEGMENT)
        .agg(ordered(TERM).as(SegmentProfilesFile.TOP_CATEGORIES));
  }

  private static Dataset<Row> topItems(Dataset<Row> popular) {
    Column list = col(PopularFile.LIST);
    int prefix = PopularFile.SEGMENT_PREFIX.length();
    return popular
        .where(list.startsWith(PopularFile.SEGMENT_PREFIX))
        .where(col(PopularFile.RANK).leq(TOP_ITEMS))
        .select(
            substring(list, prefix + 1, 10).cast("int").as(SegmentsFile.SEGMENT),
            col(PopularFile.RANK).as(PLACE),
            col(PopularFile.ITEM_ID))
        .groupBy(SegmentsFile.SEGMENT)
        .agg(ordered(PopularFile.ITEM_ID).as(SegmentProfilesFile.TOP_ITEMS));
  }

  /** The values of a column in the order of their places. */
  private static Column ordered(String value) {
    return sort_array(collect_list(struct(col(PLACE), col(value)))).getField(value);
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_add;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.SegmentsFile;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Popular lists: of all time, of late, rising, and a segment. The unit is the person-day, a person
 * and item that met positively on a day: repeats within a day count once, so that no single person
 * bends a list. The list of late decays exponentially and is the baseline that is hardest to beat:
 * Ji et al., "A Re-visit of the Popularity Baseline in Recommender Systems" (SIGIR 2020).
 */
final class Popularity {
  private static final String ENTRY = "entry";
  private static final String LATE = "late";
  private static final String PAST = "past";
  private static final String ALL = "all_";
  private static final int DIGITS = 6;

  private final PopularityParams params;
  private final Instant cutoff;

  /**
   * @param cutoff instant at which a list of late is as of
   */
  Popularity(PopularityParams params, Instant cutoff) {
    this.params = params;
    this.cutoff = cutoff;
  }

  /**
   * The lists of one window, schema {@link PopularFile}. Items that can no longer be offered at the
   * cut-off have no place in them.
   *
   * @param interactions interactions before the cut-off
   * @param segments persons and segments, schema {@link SegmentsFile}
   * @param retired a row an item ({@code item_id}) that must not be listed
   */
  Dataset<Row> lists(Dataset<Row> interactions, Dataset<Row> segments, Dataset<Row> retired) {
    String day = Interactions.EVENT_DATE;
    Dataset<Row> personDays =
        interactions
            .where(col(Interactions.STRENGTH).gt(0))
            .select(
                col(Interactions.PERSON_ID).as(SegmentsFile.PERSON_ID),
                col(Interactions.ITEM_ID).as(PopularFile.ITEM_ID),
                col(day))
            .distinct()
            .join(retired, new String[] {PopularFile.ITEM_ID}, "left_anti")
            .join(segments, new String[] {SegmentsFile.PERSON_ID}, "left");
    Column noon = timestamp_add("HOUR", lit(12), col(day).cast("timestamp"));
    Column recent = PreferenceAggregation.decay(noon, cutoff, params.halfLifeDays());
    Column segmentRecent = PreferenceAggregation.decay(noon, cutoff, params.segmentHalfLifeDays());
    Column segmentList =
        concat(lit(PopularFile.SEGMENT_PREFIX), col(SegmentsFile.SEGMENT).cast("string"));
    Column entries =
        array(
            entry(lit(PopularFile.ALL_TIME), lit(1.0)),
            entry(lit(PopularFile.RECENT), recent),
            entry(when(col(SegmentsFile.SEGMENT).isNotNull(), segmentList), segmentRecent));
    Dataset<Row> scores =
        personDays
            .select(col(PopularFile.ITEM_ID), explode(entries).as(ENTRY))
            .where(col(ENTRY + "." + PopularFile.LIST).isNotNull())
            .groupBy(col(ENTRY + "." + PopularFile.LIST), col(PopularFile.ITEM_ID))
            .agg(ExactSum.of(col(ENTRY + "." + PopularFile.SCORE)).as(PopularFile.SCORE));
    return ranked(scores.unionByName(rising(personDays, noon)), params.count());
  }

  /**
   * Items by how many standard deviations of a count their last days are above what their own past
   * lets expect. All items together are expected to be what they are, so that a busy week raises
   * none, and neither does a log that is younger than the past looked at.
   */
  private Dataset<Row> rising(Dataset<Row> personDays, Column noon) {
    Column late = PreferenceAggregation.decay(noon, cutoff, params.risingHalfLifeDays());
    Column past = PreferenceAggregation.decay(noon, cutoff, params.risingPastDays());
    Dataset<Row> sums =
        personDays
            .groupBy(col(PopularFile.ITEM_ID))
            .agg(ExactSum.of(late).as(LATE), ExactSum.of(past).as(PAST));
    Dataset<Row> all =
        sums.agg(ExactSum.of(col(LATE)).as(ALL + LATE), ExactSum.of(col(PAST)).as(ALL + PAST));
    Column expected = col(PAST).multiply(col(ALL + LATE)).divide(col(ALL + PAST));
    Column above = col(LATE).minus(expected);
    return sums.crossJoin(broadcast(all))
        .select(
            lit(PopularFile.RISING).as(PopularFile.LIST),
            col(PopularFile.ITEM_ID),
            round(above.divide(sqrt(expected.plus(params.risingShrinkage()))), DIGITS)
                .as(PopularFile.SCORE))
        .where(col(PopularFile.SCORE).gt(0));
  }

  private static Column entry(Column list, Column score) {
    return struct(list.as(PopularFile.LIST), score.as(PopularFile.SCORE));
  }

  private static Dataset<Row> ranked(Dataset<Row> scores, int count) {
    Column rank =
        row_number()
            .over(
                Window.partitionBy(PopularFile.LIST)
                    .orderBy(col(PopularFile.SCORE).desc(), col(PopularFile.ITEM_ID)));
    return scores
        .withColumn(PopularFile.RANK, rank)
        .where(col(PopularFile.RANK).leq(count))
        .select(PopularFile.LIST, PopularFile.RANK, PopularFile.ITEM_ID, PopularFile.SCORE);
  }
}

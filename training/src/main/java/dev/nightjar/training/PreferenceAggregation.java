package dev.nightjar.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.Preferences;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Interactions of one window to preferences, a row a person and item. Runs after the temporal
 * split, never before it: aggregating first would leak the held-out period into the sums. Recency
 * is exponential with a floor, so that a person who has been away for years still has a taste.
 * Static transforms, no state.
 */
public final class PreferenceAggregation {
  private static final double MICROS_PER_DAY = 86_400e6;

  private PreferenceAggregation() {}

  /** Interactions before the cut-off to preferences as of the cut-off. */
  public static Dataset<Row> perPersonItem(
      Dataset<Row> interactions, PreferenceRules rules, Instant cutoff) {
    Column at = col(Interactions.OCCURRED_AT);
    Column strength = col(Interactions.STRENGTH);
    Column kind = col(Interactions.INTERACTION);
    Column positive = strength.gt(0);
    Column dismisses = strength.lt(0).and(kind.isin(rules.dismissingInteractions().toArray()));
    Column makesSeen = positive.and(kind.isin(rules.seenInteractions().toArray()));
    Column decay =
        lit(rules.floor())
            .plus(lit(1 - rules.floor()).multiply(decay(at, cutoff, rules.halfLifeDays())));
    Column lastDismissed = max(when(dismisses, at));
    Column lastPositive = max(when(positive, at));
    Column dayOfPositive = when(positive, unix_date(to_date(at)));
    return interactions
        .groupBy(
            col(Interactions.PERSON_ID).as(Preferences.PERSON_ID),
            col(Interactions.ITEM_ID).as(Preferences.ITEM_ID))
        .agg(
            ExactSum.of(strength.multiply(decay)).as(Preferences.PREFERENCE),
            count(lit(1)).as(Preferences.INTERACTIONS),
            count(when(positive, lit(1))).as(Preferences.POSITIVES),
            size(collect_set(dayOfPositive)).as(Preferences.DAYS),
            coalesce(max(dayOfPositive).minus(min(dayOfPositive)), lit(0))
                .as(Preferences.SPAN_DAYS),
            max(at).as(Preferences.LAST_AT),
            daysSince(max(at), cutoff).as(Preferences.DAYS_SINCE),
            coalesce(max(makesSeen), lit(false)).as(Preferences.SEEN),
            coalesce(lastDismissed.gt(lastPositive), lastDismissed.isNotNull())
                .as(Preferences.DISMISSED),
            ExactSum.of(when(positive, decay(at, cutoff, rules.ownHalfLifeDays())).otherwise(0.0))
                .as(Preferences.OWN_SCORE))
        .select(columns());
  }

  /**
   * Preferences that train a model: above 0, not dismissed, the most recent items of a person. The
   * cap keeps a few hot persons from bending every similarity; equal times are cut by item id.
   */
  public static Dataset<Row> keepExamples(Dataset<Row> preferences, PreferenceRules rules) {
    String recency = "recency";
    Column order =
        row_number()
            .over(
                Window.partitionBy(Preferences.PERSON_ID)
                    .orderBy(col(Preferences.LAST_AT).desc(), col(Preferences.ITEM_ID)));
    return preferences
        .where(col(Preferences.PREFERENCE).gt(0).and(col(Preferences.DISMISSED).equalTo(false)))
        .withColumn(recency, order)
        .where(col(recency).leq(rules.maxItemsPerPerson()))
        .drop(recency);
  }

  /** 1 at the cut-off, half of it every half-life before. */
  static Column decay(Column at, Instant cutoff, double halfLifeDays) {
    return pow(lit(0.5), greatest(daysSince(at, cutoff), lit(0.0)).divide(lit(halfLifeDays)));
  }

  /** Days from an instant to the cut-off. */
  static Column daysSince(Column at, Instant cutoff) {
    return unix_micros(lit(cutoff)).minus(unix_micros(at)).divide(lit(MICROS_PER_DAY));
  }

  private static Column[] columns() {
    return Arrays.stream(Preferences.SCHEMA.fieldNames())
        .map(org.apache.spark.sql.functions::col)
        .toArray(Column[]::new);
  }
}

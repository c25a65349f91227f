package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.mode;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.Preferences;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The persons that a window is asked about: known before the cut-off and active after it, with what
 * was known and what turned out to be relevant. Static transforms, no state.
 */
public final class EvaluationPersons {
  /** Pseudonym of the person. */
  public static final String PERSON_ID = Preferences.PERSON_ID;

  /** Ids of the items with a positive interaction after the cut-off, sorted. */
  public static final String RELEVANT = "relevant";

  /**
   * What the person did before the cut-off, sorted by item: item_id, weight ({@code
   * log1p(preference)}, 0 for a negative one), seen, dismissed.
   */
  public static final String HISTORY = "history";

  /** What the person mostly came with in the period asked about; null when nobody said. */
  public static final String DEVICE = Interactions.DEVICE;

  static final String WEIGHT = "weight";

  private EvaluationPersons() {}

  /**
   * A row a person: id, relevant items and device; sampled by a hash of the id, so that the same
   * persons are asked in every run.
   *
   * @param heldOut interactions of the evaluation period
   * @param known a row a person that may be asked ({@code person_id})
   */
  public static Dataset<Row> perPersonRelevant(
      Dataset<Row> heldOut, Dataset<Row> known, EvaluationRules rules) {
    return heldOut
        .where(col(Interactions.STRENGTH).geq(rules.minStrength()))
        .groupBy(col(Interactions.PERSON_ID).as(PERSON_ID))
        .agg(
            sort_array(collect_set(col(Interactions.ITEM_ID))).as(RELEVANT),
            mode(col(Interactions.DEVICE), true).as(DEVICE))
        .join(known.select(PERSON_ID).distinct(), new String[] {PERSON_ID}, "left_semi")
        .orderBy(xxhash64(col(PERSON_ID)), col(PERSON_ID))
        .limit(rules.maxUsers());
  }

  /** Adds {@link #HISTORY} from the preferences of the window. */
  public static Dataset<Row> withHistory(Dataset<Row> persons, Dataset<Row> preferences) {
    Dataset<Row> histories =
        preferences
            .join(persons.select(PERSON_ID), new String[] {PERSON_ID}, "left_semi")
            .groupBy(PERSON_ID)
            .agg(
                sort_array(
                        collect_list(
                            struct(
                                col(Preferences.ITEM_ID),
                                log1p(greatest(col(Preferences.PREFERENCE), lit(0.0)))
                                    .cast("float")
                                    .as(WEIGHT),
                                col(Preferences.SEEN),
                                col(Preferences.DISMISSED))))
                    .as(HISTORY));
    return persons.join(histories, PERSON_ID);
  }
}

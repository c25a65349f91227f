package dev.nightjar.training.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.model_metrics: one measured number: run, window, recommender, policy, slice, metric, k. */
public final class ModelMetrics {
  public static final String RUN_DATE = "run_date";
  public static final String WINDOW = "window";
  public static final String RECOMMENDER = "recommender";
  public static final String POLICY = "policy";
  public static final String SLICE = "slice";
  public static final String METRIC = "metric";
  public static final String K = "k";
  public static final String VALUE = "value";
  public static final String USERS = "users";

  /** Items that the person has had are neither ranked nor relevant. */
  public static final String NEW_ITEMS = "new_items";

  /** Every item may be ranked and be relevant. */
  public static final String ALL_ITEMS = "all_items";

  /** The one item that the session went on to. */
  public static final String NEXT_CLICK = "next_click";

  /** What people the night did not know turn to after their first three clicks. */
  public static final String FIRST_SESSION = "first_session";

  /** Metric: NDCG of what is served minus that of the row's recommender, the same persons. */
  public static final String GAIN = "gain";

  /** Metric: lower end of the 95 % interval of {@link #GAIN}. */
  public static final String GAIN_LOW = "gain_low";

  /** Metric: upper end of the 95 % interval of {@link #GAIN}. */
  public static final String GAIN_HIGH = "gain_high";

  /** Metric: lower end of the 95 % interval of NDCG. */
  public static final String NDCG_LOW = "ndcg_low";

  /** Metric: upper end of the 95 % interval of NDCG. */
  public static final String NDCG_HIGH = "ndcg_high";

  /** Metric: Gini coefficient of the places in lists over the items. */
  public static final String GINI = "gini";

  /** Metric: share of the places in lists that the most popular fifth of the items has. */
  public static final String HEAD_SHARE = "head_share";

  /** Recommender that is none: what people did before the cut-off, to compare exposures with. */
  public static final String LOG = "log";

  /** Recommender of a search: factors of the parameters that the slice names, alone. */
  public static final String ALS_TRIAL = "als_trial";

  /** Recommender of a search: the trial whose parameters are used from that night on. */
  public static final String ALS_CHOSEN = "als_chosen";

  /** Slice of everybody. */
  public static final String ALL = "all";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(
              WINDOW,
              DataTypes.StringType,
              "Period asked about: test or validation; the model saw nothing of it."),
          Columns.required(
              RECOMMENDER,
              DataTypes.StringType,
              "What was measured, such as popular, als, item_item or blend; log: what people did themselves;"
                  + " als_trial, als_chosen: a search for parameters of ALS, and what it chose."),
          Columns.required(
              POLICY,
              DataTypes.StringType,
              "What may be recommended: new_items, all_items, next_click or first_session."),
          Columns.required(
              SLICE,
              DataTypes.StringType,
              "Whom the row is about: all, or kind:value with the kinds activity, segment, visitor, device"
                  + " (of persons) and item_age (of what there was to find); of a trial its parameters."),
          Columns.required(
              METRIC,
              DataTypes.StringType,
              "recall, ndcg (with ndcg_low, ndcg_high, its 95 % interval), hit_rate, mrr, map, precision,"
                  + " auc, coverage, novelty, diversity, serendipity, calibration_error, gini, head_share;"
                  + " gain, gain_low, gain_high: NDCG of what is served minus that of the recommender,"
                  + " with its 95 % interval. docs/models.md has the formulas."),
          Columns.required(K, DataTypes.IntegerType, "Length of the list."),
          Columns.required(
              VALUE,
              DataTypes.DoubleType,
              "Mean over the persons, 0 to 1; a gain -1 to 1, novelty in bits, calibration_error 0 to 4.6;"
                  + " coverage: share of items in any list."),
          Columns.required(
              USERS, DataTypes.LongType, "Persons (sessions, for next_click) behind the value."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "model_metrics", SCHEMA, RUN_DATE)
          .rowIs("One measure of one recommender in one night.")
          .statisticsOn("Asked for by recommender and measure", RECOMMENDER, METRIC)
          .inOneFile("Some thousand rows a night", WINDOW, RECOMMENDER, METRIC);

  private ModelMetrics() {}
}

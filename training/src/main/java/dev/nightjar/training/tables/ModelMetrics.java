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
              "What was measured, such as popular, als, item_item or blend."),
          Columns.required(
              POLICY,
              DataTypes.StringType,
              "What may be recommended: new_items, all_items, next_click or first_session."),
          Columns.required(
              SLICE, DataTypes.StringType, "Persons measured; all is everybody sampled."),
          Columns.required(
              METRIC,
              DataTypes.StringType,
              "recall, ndcg, hit_rate, mrr, map, precision or coverage; gain, gain_low, gain_high: NDCG"
                  + " of what is served minus that of the recommender, with its 95 % interval."),
          Columns.required(K, DataTypes.IntegerType, "Length of the list."),
          Columns.required(
              VALUE,
              DataTypes.DoubleType,
              "Mean over the persons, 0 to 1, a gain -1 to 1; coverage: share of items in any list."),
          Columns.required(USERS, DataTypes.LongType, "Persons measured."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "model_metrics", SCHEMA, RUN_DATE)
          .rowIs("One measure of one recommender in one night.")
          .statisticsOn("Asked for by recommender and measure", RECOMMENDER, METRIC)
          .inOneFile("Some hundred rows a night", WINDOW, RECOMMENDER, METRIC);

  private ModelMetrics() {}
}

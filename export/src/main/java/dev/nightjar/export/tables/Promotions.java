package dev.nightjar.export.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.promotions: the gate's decision of one run date, with the figures it rests on. */
public final class Promotions {
  public static final String RUN_DATE = "run_date";
  public static final String SNAPSHOT_ID = "snapshot_id";
  public static final String MODEL_VERSION = "model_version";
  public static final String DECISION = "decision";
  public static final String REASONS = "reasons";
  public static final String INCUMBENT = "incumbent";
  public static final String METRIC = "metric";
  public static final String CANDIDATE_VALUE = "candidate_value";
  public static final String POPULAR_VALUE = "popular_value";
  public static final String INCUMBENT_VALUE = "incumbent_value";
  public static final String OVERRIDDEN_BY = "overridden_by";
  public static final String OVERRIDE_REASON = "override_reason";
  public static final String OVERRIDDEN_AT = "overridden_at";

  /** The candidate goes live. */
  public static final String PROMOTED = "promoted";

  /** The incumbent stays. */
  public static final String REFUSED = "refused";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that was judged; partition."),
          Columns.required(SNAPSHOT_ID, DataTypes.StringType, "The snapshot that was judged."),
          Columns.required(MODEL_VERSION, DataTypes.StringType, "The model behind it."),
          Columns.required(DECISION, DataTypes.StringType, "promoted or refused."),
          Columns.required(
              REASONS,
              DataTypes.createArrayType(DataTypes.StringType),
              "What the decision rests on, a sentence each."),
          Columns.optional(
              INCUMBENT,
              DataTypes.StringType,
              "Snapshot promoted last before this night; null if none."),
          Columns.required(
              METRIC, DataTypes.StringType, "Metric, length of list and policy compared."),
          Columns.required(
              CANDIDATE_VALUE, DataTypes.DoubleType, "Mean of the blend on the test window."),
          Columns.required(
              POPULAR_VALUE, DataTypes.DoubleType, "Mean of popularity on the same persons."),
          Columns.optional(
              INCUMBENT_VALUE,
              DataTypes.DoubleType,
              "The incumbent's value on its own night; null if none."),
          Columns.optional(
              OVERRIDDEN_BY,
              DataTypes.StringType,
              "Who let a refused snapshot go live (snapshots promote); null: nobody."),
          Columns.optional(OVERRIDE_REASON, DataTypes.StringType, "Why; null: nobody did."),
          Columns.optional(OVERRIDDEN_AT, DataTypes.TimestampType, "When; null: nobody did."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "promotions", SCHEMA, RUN_DATE)
          .rowIs("The decision of the gate in one night.")
          .statisticsOn("Asked for by decision", DECISION)
          .inOneFile("A row a night");

  private Promotions() {}
}

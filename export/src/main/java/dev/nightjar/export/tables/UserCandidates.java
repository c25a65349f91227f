package dev.nightjar.export.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.user_candidates: one place of one source's list for one person, as served. */
public final class UserCandidates {
  public static final String RUN_DATE = "run_date";
  public static final String PERSON_ID = "person_id";
  public static final String RANK = "rank";
  public static final String ITEM_ID = "item_id";
  public static final String SCORE = "score";
  public static final String SOURCE = "source";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(PERSON_ID, DataTypes.StringType, "Pseudonym of the person."),
          Columns.required(RANK, DataTypes.IntegerType, "Place within the source, 1 is the best."),
          Columns.required(ITEM_ID, DataTypes.StringType, "The candidate."),
          Columns.required(
              SCORE,
              DataTypes.DoubleType,
              "Score over the best of this person and source, 0 to 1."),
          Columns.required(
              SOURCE,
              DataTypes.StringType,
              "Source that proposes it: als, item_item, own_past, transitions, content, newcomers."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "user_candidates", SCHEMA, RUN_DATE)
          .rowIs("One candidate of one person in one night.")
          .statisticsOn("Read whole by night; the first places are for analysts", RANK)
          .inFilesOf(10_000_000, "Up to some hundred rows a person: 10 million are some 90 MB");

  private UserCandidates() {}
}

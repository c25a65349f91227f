package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * bronze.key_changes: which pseudonym under an older key is which under the next one. Written by
 * nights with a previous secret only; a pair is true for good, so no night takes one back.
 */
public final class KeyChanges {
  public static final String RUN_DATE = "run_date";
  public static final String OLDER_KEY = "older_key";
  public static final String KEY = "key";
  public static final String KEY_VERSION = "key_version";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(
              RUN_DATE, DataTypes.DateType, "Night that the person came back in; partition."),
          Columns.required(OLDER_KEY, DataTypes.StringType, "Pseudonym under the key before."),
          Columns.required(KEY, DataTypes.StringType, "Pseudonym of the same id."),
          Columns.required(KEY_VERSION, DataTypes.IntegerType, "Number of the key that made it."));

  public static final LakeTable TABLE =
      LakeTable.of("bronze", "key_changes", SCHEMA, RUN_DATE)
          .rowIs(
              "An id that came back under a new key while the key before was still known; there is"
                  + " no table before the first rotation.")
          .statisticsOn("Read whole; the version is for analysts", KEY_VERSION)
          .inFilesOf(4_000_000, "Two pseudonyms a row: 4 million rows are some 500 MB");

  private KeyChanges() {}
}

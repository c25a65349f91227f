package dev.nightjar.etl.landing;

import dev.nightjar.etl.tables.Columns;
import dev.nightjar.etl.tables.Quarantine;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of what is read from landed files, before it is parted into bronze tables and accounting:
 * one row a file ({@link #FILE}) and one row a line.
 */
final class LandedSchema {

  static final String SOURCE = "source";
  static final String LANDING_DATE = "landing_date";
  static final String OUTCOME = "outcome";
  static final String RULE = "rule";
  static final String LINES = "lines";
  static final String LANDED = "landed";
  static final String RECORD = "record";
  static final String REFUSED_LINE = "refused";

  /** Outcome of the row that stands for a file that can be used. */
  static final String FILE = "file";

  /** What the quarantine keeps of a refused line or file. */
  static final StructType REFUSED =
      Columns.without(
          Quarantine.SCHEMA,
          Quarantine.RUN_DATE,
          Quarantine.LANDING_DATE,
          Quarantine.SOURCE,
          Quarantine.FEED,
          Quarantine.RULE);

  /** Without the record, whose columns are the feed's. */
  static final StructType ROW = of(new StructType());

  private LandedSchema() {}

  /** All columns, for a feed with the given bronze columns. */
  static StructType of(StructType record) {
    return Columns.schema(
        Columns.required(SOURCE, DataTypes.StringType, "Landed file."),
        Columns.required(LANDING_DATE, DataTypes.DateType, "Day of arrival."),
        Columns.required(OUTCOME, DataTypes.StringType, "accepted, quarantined or file."),
        Columns.required(RULE, DataTypes.StringType, "Why."),
        Columns.required(LINES, DataTypes.LongType, "Lines that the row stands for."),
        Columns.required(LANDED, DataTypes.LongType, "Lines of the file, on its own row."),
        Columns.optional(RECORD, record, "The bronze row; null unless accepted."),
        Columns.optional(REFUSED_LINE, REFUSED, "What is kept; null unless refused."));
  }
}

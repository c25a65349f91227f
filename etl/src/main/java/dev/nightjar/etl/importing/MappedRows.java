package dev.nightjar.etl.importing;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the rows on their way from a source file to the landing zone, and the words that say
 * what became of each.
 */
final class MappedRows {

  /** Path of the file that a source row came from. */
  static final String FILE = "__file";

  /** Where in its file the block begins that a source row was read from. */
  static final String BLOCK = "__block";

  /** Rising within a block; not dense. */
  static final String ROW = "__row";

  /** Text of a source row that its format could not read, else null. */
  static final String MALFORMED = "__malformed";

  /** Place of the input in the mapping file, from 0. */
  static final String INPUT = "input";

  /** Place of what the row gives among all that its input gives, from 0. */
  static final String OUTPUT = "output";

  /** Whether this is the only or the first mapped row of its source row. */
  static final String FIRST = "first";

  /** Which element of exploded arrays a row stands for, rising; 0 without arrays. */
  static final String ELEMENT = "__element";

  /** Whether a row has an element of every exploded array. */
  static final String WHOLE = "__whole";

  /** {@link #ACCEPTED}, {@link #KEPT_OUT}, {@link #ELSEWHERE} or the rule that the row breaks. */
  static final String OUTCOME = "outcome";

  /** Moment of the event; null for items without a time. */
  static final String AT = "at";

  /** Name of a track event; null for other types, for items and for rows that are not accepted. */
  static final String EVENT_NAME = "event_name";

  /** UTC day of {@link #AT}. */
  static final String DAY = "day";

  /** The line to land under events, as bytes; null when the row gives none. */
  static final String EVENT_LINE = "event_line";

  /** Item id of the catalogue record; null when the row gives none. */
  static final String ITEM_ID = "item_id";

  /** The line to land under items, as text; null when the row gives none. */
  static final String ITEM_LINE = "item_line";

  /**
   * What decides which of several records of an item is the newest: moment, file, block, row,
   * element.
   */
  static final String RECENCY = "recency";

  /** A rejected row as people can read it; null for rows that are not rejected. */
  static final String EXAMPLE = "example";

  /** Key of the feed that a line goes to. */
  static final String FEED = "feed";

  /** A line to land, as bytes. */
  static final String LINE = "line";

  /** Key of a landed file, relative to the lake's root. */
  static final String KEY = "key";

  /** Lines in a landed file. */
  static final String LINES = "lines";

  /** Whether the file was there before. */
  static final String PRESENT = "present";

  static final String ACCEPTED = "accepted";
  static final String KEPT_OUT = "kept_out";

  /** The source row gives something, but not this. */
  static final String ELSEWHERE = "elsewhere";

  static final String MALFORMED_ROW = "malformed_row";
  static final String TIMESTAMP_UNREADABLE = "timestamp_unreadable";
  static final String TIMESTAMP_OUT_OF_RANGE = "timestamp_out_of_range";
  static final String USER_MISSING = "user_missing";
  static final String TYPE_UNKNOWN = "type_unknown";
  static final String EVENT_MISSING = "event_missing";
  static final String ITEM_ID_MISSING = "item_id_missing";

  /** Type of {@link #RECENCY}. */
  static final StructType RECENCY_TYPE =
      new StructType()
          .add(AT, DataTypes.TimestampType)
          .add(FILE, DataTypes.StringType)
          .add(BLOCK, DataTypes.LongType)
          .add(ROW, DataTypes.LongType)
          .add(ELEMENT, DataTypes.LongType);

  /** Lines ready to be written. */
  static final StructType LINES_SCHEMA =
      new StructType()
          .add(FEED, DataTypes.StringType, false)
          .add(DAY, DataTypes.DateType, false)
          .add(AT, DataTypes.TimestampType)
          .add(RECENCY, RECENCY_TYPE)
          .add(LINE, DataTypes.BinaryType, false);

  /** One written file. */
  static final StructType WRITTEN_SCHEMA =
      new StructType()
          .add(FEED, DataTypes.StringType, false)
          .add(DAY, DataTypes.DateType, false)
          .add(KEY, DataTypes.StringType, false)
          .add(LINES, DataTypes.LongType, false)
          .add(PRESENT, DataTypes.BooleanType, false);

  private MappedRows() {}
}

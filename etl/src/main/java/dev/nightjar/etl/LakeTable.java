package dev.nightjar.etl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table of the lake: where it stands, what its columns are, how it is partitioned. Knows
 * nothing of sessions; {@link Lake} reads and writes it. Immutable.
 *
 * @param database bronze, silver or gold
 * @param name name of the table, which is also its folder
 * @param schema every column in order, with a sentence each
 * @param partitionColumns columns that become folders; empty for none
 * @param row what one row is, as a sentence
 * @param statistics which columns Delta keeps the smallest and largest value of, a file
 * @param layout how the rows of one write become files
 */
public record LakeTable(
    String database,
    String name,
    StructType schema,
    List<String> partitionColumns,
    String row,
    Statistics statistics,
    Layout layout) {

  /**
   * Columns whose range in each file stands in the table's log, so that readers pass over files. A
   * pseudonym is never one of them: an erased person would stay in the log.
   *
   * @param columns none: Delta's own choice, the first 32
   * @param why who asks for them, as a sentence
   */
  public record Statistics(List<String> columns, String why) {
    static final Statistics DEFAULT = new Statistics(List.of(), "");

    public Statistics {
      columns = List.copyOf(columns);
    }
  }

  /**
   * How the rows of one write become files. A write that says nothing leaves a file a task.
   *
   * @param oneFile whether one task writes them all
   * @param sortedBy columns that rows are sorted by within a file; none: as they come
   * @param maxRows rows after which the next file begins; 0: no limit
   * @param why for whom, as a sentence
   */
  public record Layout(boolean oneFile, List<String> sortedBy, int maxRows, String why) {
    static final Layout DEFAULT = new Layout(false, List.of(), 0, "");

    public Layout {
      sortedBy = List.copyOf(sortedBy);
    }

    private Dataset<Row> apply(Dataset<Row> rows) {
      Dataset<Row> gathered = oneFile ? rows.coalesce(1) : rows;
      Column[] order = sortedBy.stream().map(functions::col).toArray(Column[]::new);
      return order.length == 0 ? gathered : gathered.sortWithinPartitions(order);
    }
  }

  public LakeTable {
    partitionColumns = List.copyOf(partitionColumns);
    requireColumns(database + "." + name + " is partitioned by", partitionColumns, schema);
    requireColumns(database + "." + name + " has statistics on", statistics.columns(), schema);
    requireColumns(database + "." + name + " is sorted by", layout.sortedBy(), schema);
  }

  private static void requireColumns(String what, List<String> columns, StructType schema) {
    for (String column : columns) {
      if (!Arrays.asList(schema.fieldNames()).contains(column)) {
        throw new IllegalArgumentException(what + " " + column + ", which it does not have");
      }
    }
  }

  /** A table partitioned by the given columns, or by none. */
  public static LakeTable of(
      String database, String name, StructType schema, String... partitionColumns) {
    return new LakeTable(
        database, name, schema, List.of(partitionColumns), "", Statistics.DEFAULT, Layout.DEFAULT);
  }

  /** The same table, with a sentence that says what one row is. */
  public LakeTable rowIs(String sentence) {
    return new LakeTable(database, name, schema, partitionColumns, sentence, statistics, layout);
  }

  /** The same table with statistics on these columns, and a sentence that says for whom. */
  public LakeTable statisticsOn(String why, String... columns) {
    Statistics chosen = new Statistics(List.of(columns), why);
    return new LakeTable(database, name, schema, partitionColumns, row, chosen, layout);
  }

  /**
   * The same table, small enough for one file a write, and a sentence that says so.
   *
   * @param sortedBy columns that its rows are sorted by
   */
  public LakeTable inOneFile(String why, String... sortedBy) {
    return laidOut(new Layout(true, List.of(sortedBy), 0, why));
  }

  /** The same table with a file a task of at most so many rows, and a sentence that says why. */
  public LakeTable inFilesOf(int maxRows, String why) {
    return laidOut(new Layout(false, List.of(), maxRows, why));
  }

  private LakeTable laidOut(Layout chosen) {
    return new LakeTable(database, name, schema, partitionColumns, row, statistics, chosen);
  }

  /** Folder of the table, relative to the root of the lake. */
  public String path() {
    return "tables/" + database + "/" + name;
  }

  /** The name people use, such as {@code silver.items}. */
  public String qualifiedName() {
    return database + "." + name;
  }

  /** The description of the table in Delta: what one row is, and how nights rewrite the table. */
  public String description() {
    return row + " Rewritten " + rewritten() + ".";
  }

  private String rewritten() {
    if (!partitionColumns.isEmpty()) {
      return "by " + String.join(" and ", partitionColumns).replace('_', ' ');
    }
    return schema.getFieldIndex("event_date").isDefined() ? "by event date" : "whole";
  }

  /** What the writer of a file is told. */
  Map<String, String> writeOptions() {
    return layout.maxRows() == 0
        ? Map.of()
        : Map.of("maxRecordsPerFile", String.valueOf(layout.maxRows()));
  }

  /** The rows as a write lays them out in files. */
  Dataset<Row> laidOut(Dataset<Row> rows) {
    return layout.apply(shape(rows));
  }

  /**
   * The rows with exactly this table's columns, in its order, with its comments.
   *
   * @throws IllegalArgumentException if a column is missing, is too many or has another type
   */
  public Dataset<Row> shape(Dataset<Row> rows) {
    StructType given = rows.schema();
    Set<String> extra = new TreeSet<>(Arrays.asList(given.fieldNames()));
    extra.removeAll(Arrays.asList(schema.fieldNames()));
    if (!extra.isEmpty()) {
      throw new IllegalArgumentException(
          qualifiedName() + " has no columns " + extra + "; select its columns before writing");
    }
    Column[] columns = new Column[schema.fields().length];
    for (int i = 0; i < columns.length; i++) {
      StructField field = schema.fields()[i];
      check(given, field);
      columns[i] = functions.col(field.name()).as(field.name(), field.metadata());
    }
    return rows.select(columns);
  }

  private void check(StructType given, StructField field) {
    if (!Arrays.asList(given.fieldNames()).contains(field.name())) {
      throw new IllegalArgumentException(
          qualifiedName() + " needs column " + field.name() + "; the rows do not have it");
    }
    DataType type = given.apply(field.name()).dataType();
    if (!type.catalogString().equals(field.dataType().catalogString())) {
      throw new IllegalArgumentException(
          qualifiedName()
              + "."
              + field.name()
              + " is "
              + field.dataType().catalogString()
              + "; the rows have "
              + type.catalogString());
    }
  }
}

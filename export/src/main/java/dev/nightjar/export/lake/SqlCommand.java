package dev.nightjar.export.lake;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.export.night.TextTable;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * {@code sql "select ..."}: one question to the tables, named as in the docs, such as {@code
 * silver.items}. Reads only: the text is run as a subquery, so a statement that changes something
 * does not parse.
 */
public final class SqlCommand {
  /** The command's name. */
  public static final String NAME = "sql";

  private static final String LIMIT = "limit";
  private static final int SHOWN = 100;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,6}");
  private static final Pattern DESCRIBE =
      Pattern.compile("(?is)\\s*desc(ribe)?\\s+(table\\s+)?[\\w.]+\\s*");

  private SqlCommand() {}

  /** Runs the command of these arguments. */
  public static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of(LIMIT), Set.of());
    List<String> words = line.positional();
    if (words.size() != 2) {
      throw new ConfigurationException(
          "sql takes one text in quotes, such as sql \"select count(*) from silver.items\"; got "
              + (words.size() - 1));
    }
    int limit = limit(line);
    String text = words.get(1).strip().replaceAll(";+$", "");
    try (Lake lake = Lake.open(line.settings(), "nightjar " + NAME)) {
      Dataset<Row> rows = answer(lake, text);
      if (line.has("json")) {
        System.out.println(
            "{\"rows\":[" + String.join(",", rows.limit(limit).toJSON().collectAsList()) + "]}");
      } else {
        print(rows, limit);
      }
    }
  }

  /**
   * Rows that answer a question.
   *
   * @throws ConfigurationException when the text is no query, or asks for what is not there
   */
  static Dataset<Row> answer(Lake lake, String text) {
    name(lake, text);
    return ask(lake, text);
  }

  private static int limit(CommandLine line) {
    String limit = line.value(LIMIT).orElse(String.valueOf(SHOWN));
    if (!NUMBER.matcher(limit).matches()) {
      throw new ConfigurationException("--limit " + limit + " must be a number from 1 to 9999999");
    }
    return Integer.parseInt(limit);
  }

  /** Only tables that the text mentions, because looking each of them up takes a moment. */
  private static void name(Lake lake, String text) {
    String words = text.toLowerCase(Locale.ROOT);
    for (LakeTable table : LakeTables.all()) {
      if (words.contains(table.qualifiedName()) && lake.exists(table)) {
        if (!lake.spark().catalog().databaseExists(table.database())) {
          lake.spark()
              .sql(
                  "CREATE DATABASE %s LOCATION '%s'"
                      .formatted(table.database(), lake.path("tables/" + table.database())));
        }
        lake.spark()
            .sql(
                "CREATE TABLE IF NOT EXISTS %s USING delta LOCATION '%s'"
                    .formatted(table.qualifiedName(), lake.path(table)));
      }
    }
  }

  private static Dataset<Row> ask(Lake lake, String text) {
    try {
      return analyzed(
          lake, DESCRIBE.matcher(text).matches() ? text : "SELECT * FROM (\n" + text + "\n)");
    } catch (ParseException e) {
      throw new ConfigurationException(
          "not a query: " + firstLine(e) + " (sql reads only: select, with, values, describe)", e);
    } catch (AnalysisException e) {
      throw new ConfigurationException(
          firstLine(e) + " (bin/nightjar tables lists the tables of this lake)", e);
    }
  }

  /** Spark does not declare what it throws. */
  @SuppressWarnings("RedundantThrows")
  private static Dataset<Row> analyzed(Lake lake, String text) throws AnalysisException {
    return lake.spark().sql(text);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage())
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static void print(Dataset<Row> rows, int limit) {
    List<Row> found = rows.limit(limit + 1).collectAsList();
    TextTable table = new TextTable(rows.columns());
    for (Row row : found.subList(0, Math.min(limit, found.size()))) {
      table.row(
          IntStream.range(0, row.size())
              .mapToObj(i -> row.isNullAt(i) ? "" : String.valueOf(row.get(i)).replace('\n', ' '))
              .toArray(String[]::new));
    }
    System.out.println(table);
    if (found.size() > limit) {
      System.err.println("more than " + limit + " rows; --limit N shows more");
    }
  }
}

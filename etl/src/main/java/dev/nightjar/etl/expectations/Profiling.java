package dev.nightjar.etl.expectations;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.grouping;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes a night's figures of tables: one aggregation a table, all of one shape, so that their union
 * is one query. Every result is bounded by a limit.
 */
public final class Profiling {

  static final String TABLE = "table";
  static final String SUBJECT = "subject";
  static final String PRODUCER = "producer";
  static final String ROWS = "rows";
  static final String NUMBERS = "numbers";

  /** Stands for events that do not say what made them. */
  static final String UNKNOWN = "(unknown)";

  private static final int PRODUCERS = 50;
  private static final int SUBJECTS = 50;

  private Profiling() {}

  /** One row: the table's rows and one number a rule. */
  static Dataset<Row> ofTable(Dataset<Row> rows, String table, List<Expectation> rules) {
    return rows.agg(count(lit(1)).as(ROWS), numbers(rules).as(NUMBERS))
        .select(
            lit(table).as(TABLE),
            lit("").as(SUBJECT),
            lit("").as(PRODUCER),
            col(ROWS),
            col(NUMBERS));
  }

  /** The same of events: first all of them together, then the programs that made most of them. */
  static Dataset<Row> ofEvents(Dataset<Row> events, String table, List<Expectation> rules) {
    String program = "program";
    return events
        .withColumn(program, coalesce(col(Events.PRODUCER), lit(UNKNOWN)))
        .rollup(col(program))
        .agg(count(lit(1)).as(ROWS), numbers(rules).as(NUMBERS), grouping(col(program)).as(SUBJECT))
        .orderBy(col(SUBJECT).desc(), col(ROWS).desc(), col(program))
        .limit(1 + PRODUCERS)
        .select(
            lit(table).as(TABLE),
            lit("").as(SUBJECT),
            when(col(SUBJECT).equalTo(1), "").otherwise(col(program)).as(PRODUCER),
            col(ROWS),
            col(NUMBERS));
  }

  /** Files and lines of each feed: rows are the files; numbers: bad files, lines, refused lines. */
  static Dataset<Row> ofLanding(Dataset<Row> accounting, String table) {
    Column refused = col(RunAccounting.OUTCOME).equalTo(RunAccounting.QUARANTINED);
    Column bad =
        refused
            .and(col(RunAccounting.LINES).equalTo(0))
            .and(col(RunAccounting.RULE).notEqual("file.empty"));
    return accounting
        .groupBy(RunAccounting.FEED)
        .agg(
            count_distinct(col(RunAccounting.SOURCE)).as(ROWS),
            array(
                    count_distinct(when(bad, col(RunAccounting.SOURCE))),
                    sum(RunAccounting.LINES),
                    coalesce(sum(when(refused, col(RunAccounting.LINES))), lit(0L)))
                .as(NUMBERS))
        .select(
            lit(table).as(TABLE),
            col(RunAccounting.FEED).as(SUBJECT),
            lit("").as(PRODUCER),
            col(ROWS),
            col(NUMBERS));
  }

  /** Refused lines by rule and program, most frequent first. */
  static Dataset<Row> ofRefused(Dataset<Row> quarantine, String table) {
    return quarantine
        .groupBy(
            col(Quarantine.RULE), coalesce(col(Quarantine.PRODUCER), lit(UNKNOWN)).as(PRODUCER))
        .agg(count(lit(1)).as(ROWS))
        .orderBy(col(ROWS).desc(), col(Quarantine.RULE), col(PRODUCER))
        .limit(SUBJECTS)
        .select(
            lit(table).as(TABLE),
            col(Quarantine.RULE).as(SUBJECT),
            col(PRODUCER),
            col(ROWS),
            array(col(ROWS)).as(NUMBERS));
  }

  /** Unknown fields of events by program, most frequent first; places in a list are one field. */
  static Dataset<Row> ofFields(Dataset<Row> events, String table) {
    return events
        .where(size(col(Events.EXTRAS)).gt(0))
        .select(
            explode(map_keys(col(Events.EXTRAS))).as(SUBJECT),
            coalesce(col(Events.PRODUCER), lit(UNKNOWN)).as(PRODUCER))
        .groupBy(regexp_replace(col(SUBJECT), "\\[\\d+\\]", "[]").as(SUBJECT), col(PRODUCER))
        .agg(count(lit(1)).as(ROWS))
        .orderBy(col(ROWS).desc(), col(SUBJECT), col(PRODUCER))
        .limit(SUBJECTS)
        .select(
            lit(table).as(TABLE),
            col(SUBJECT),
            col(PRODUCER),
            col(ROWS),
            array(col(ROWS)).as(NUMBERS));
  }

  /** Whether a row breaks a rule on a value; null keeps every rule but {@code required}. */
  static Column breaks(Check check, Column value) {
    if (check instanceof Check.Range range) {
      return value.lt(range.min()).or(value.gt(range.max()));
    }
    if (check instanceof Check.Matches matches) {
      return value.rlike("^(?:" + matches.pattern() + ")$").equalTo(false);
    }
    if (check instanceof Check.OneOf set) {
      return value.isin(set.values().toArray()).equalTo(false);
    }
    return value.isNull();
  }

  private static Column numbers(List<Expectation> rules) {
    return array(
            rules.stream()
                .map(
                    rule ->
                        rule.column().isEmpty()
                            ? count(lit(1))
                            : number(
                                rule.check(),
                                ColumnPath.of(
                                        CheckedTable.named(rule.table()).table(), rule.column())
                                    .value()))
                .toArray(Column[]::new))
        .cast("array<bigint>");
  }

  private static Column number(Check check, Column value) {
    if (check instanceof Check.Unique) {
      return count(value).minus(count_distinct(value));
    }
    if (check instanceof Check.Fresh) {
      return unix_seconds(max(value).cast("timestamp"));
    }
    return count_if(breaks(check, value));
  }
}

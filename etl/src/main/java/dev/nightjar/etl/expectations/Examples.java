package dev.nightjar.etl.expectations;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.Sessions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A few rows that break a rule, asked for only when one is broken. Holds no raw id. */
final class Examples {

  static final int SHOWN = 3;

  /** Columns that say which row it is. */
  private static final List<String> NAMING =
      List.of(
          Events.SOURCE,
          Events.LINE,
          Sessions.SESSION_ID,
          Interactions.PERSON_ID,
          Interactions.ITEM_ID);

  private Examples() {}

  /** Rows of a table that break a declared rule; none for rules on the table as a whole. */
  static Dataset<Row> ofRule(Dataset<Row> rows, Expectation rule) {
    Check check = rule.check();
    if (check instanceof Check.Rows || check instanceof Check.Fresh) {
      return rows.limit(0);
    }
    Column value = ColumnPath.of(CheckedTable.named(rule.table()).table(), rule.column()).value();
    if (check instanceof Check.Unique) {
      return rows.groupBy(value.as(rule.column()))
          .agg(count(lit(1)).as("rows"))
          .where(col("rows").gt(1).and(col(rule.column()).isNotNull()))
          .orderBy(col("rows").desc(), col(rule.column()))
          .limit(SHOWN);
    }
    List<String> names = Arrays.asList(rows.columns());
    Column[] shown =
        Stream.concat(
                NAMING.stream()
                    .filter(names::contains)
                    .filter(n -> !n.equals(rule.column()))
                    .map(n -> col(n)),
                Stream.of(value.as(rule.column())))
            .toArray(Column[]::new);
    return rows.where(Profiling.breaks(check, value)).select(shown).limit(SHOWN);
  }

  /** Refused files or lines of a feed. */
  static Dataset<Row> ofFeed(Dataset<Row> quarantine, String feed, boolean files) {
    Column line = col(Quarantine.LINE);
    return quarantine
        .where(col(Quarantine.FEED).equalTo(feed).and(files ? line.isNull() : line.isNotNull()))
        .select(Quarantine.SOURCE, Quarantine.LINE, Quarantine.RULE, Quarantine.DETAIL)
        .limit(SHOWN);
  }
}

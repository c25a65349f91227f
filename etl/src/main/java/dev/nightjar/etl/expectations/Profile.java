package dev.nightjar.etl.expectations;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.TableProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures the tables of a night in one query, and keeps and finds the figures of nights. */
public final class Profile {

  /** Days back in which the last nights are looked for. */
  private static final int HISTORY_DAYS = 60;

  private final Lake lake;
  private final LocalDate runDate;

  /** The figures of one night of a lake. */
  public Profile(Lake lake, LocalDate runDate) {
    this.lake = lake;
    this.runDate = runDate;
  }

  /** The figures that the rules need, and those of the landing; at most some hundred. */
  public Figures measure(List<Expectation> rules) {
    Map<String, List<Expectation>> byTable = new TreeMap<>();
    rules.forEach(
        rule -> byTable.computeIfAbsent(rule.table(), table -> new ArrayList<>()).add(rule));
    List<Figure> figures = new ArrayList<>();
    for (Row row : union(byTable).collectAsList()) {
      String table = row.getAs(Profiling.TABLE);
      if (table.equals(RunAccounting.TABLE.qualifiedName())) {
        figures.addAll(ProfileRows.ofLanding(row));
      } else if (table.equals(Quarantine.TABLE.qualifiedName())) {
        figures.add(ProfileRows.ofSubject(row, Figures.REFUSED));
      } else if (!row.<String>getAs(Profiling.SUBJECT).isEmpty()) {
        figures.add(ProfileRows.ofSubject(row, Figures.FIELD));
      } else {
        figures.addAll(ProfileRows.ofTable(row, byTable.getOrDefault(table, List.of())));
      }
    }
    return new Figures(figures);
  }

  private Dataset<Row> union(Map<String, List<Expectation>> byTable) {
    List<Dataset<Row>> parts = new ArrayList<>();
    Column taken = col(RunAccounting.RUN_DATE).equalTo(lit(runDate));
    parts.add(
        Profiling.ofLanding(
            lake.readOrEmpty(RunAccounting.TABLE).where(taken),
            RunAccounting.TABLE.qualifiedName()));
    parts.add(
        Profiling.ofRefused(
            lake.readOrEmpty(Quarantine.TABLE).where(taken), Quarantine.TABLE.qualifiedName()));
    for (CheckedTable table : CheckedTable.values()) {
      List<Expectation> rules = byTable.getOrDefault(table.qualifiedName(), List.of());
      if (table == CheckedTable.EVENTS) {
        Dataset<Row> events = ofNight(table);
        parts.add(Profiling.ofEvents(events, table.qualifiedName(), rules));
        parts.add(Profiling.ofFields(events, table.qualifiedName()));
      } else if (!rules.isEmpty() && lake.exists(table.table())) {
        parts.add(Profiling.ofTable(ofNight(table), table.qualifiedName(), rules));
      }
    }
    return parts.stream().reduce(Dataset::unionAll).orElseThrow();
  }

  private Dataset<Row> ofNight(CheckedTable table) {
    return lake.readOrEmpty(table.table()).where(table.ofNight(runDate));
  }

  /** The last nights before this one, newest first. */
  public List<Figures> lastNights() {
    return ProfileRows.nights(
        lake.readOrEmpty(TableProfile.TABLE)
            .where(
                col(TableProfile.RUN_DATE)
                    .between(lit(runDate.minusDays(HISTORY_DAYS)), lit(runDate.minusDays(1))))
            .collectAsList());
  }

  /** Replaces the night's figures in gold.table_profile. */
  public void write(Figures figures) {
    lake.replaceRunDate(
        TableProfile.TABLE,
        lake.spark()
            .createDataFrame(ProfileRows.rows(runDate, figures), TableProfile.SCHEMA)
            .coalesce(1),
        runDate);
  }

  /**
   * The report on a night that stops, with examples.
   *
   * @param breaches what does not hold
   */
  public String report(List<Breach> breaches, List<String> drift) {
    return Report.text(runDate, breaches, breaches.stream().map(this::examples).toList(), drift);
  }

  private List<String> examples(Breach breach) {
    Dataset<Row> rows =
        breach
            .cause()
            .expectation()
            .map(rule -> Examples.ofRule(ofNight(CheckedTable.named(rule.table())), rule))
            .orElseGet(
                () ->
                    Examples.ofFeed(
                        lake.readOrEmpty(Quarantine.TABLE)
                            .where(col(Events.RUN_DATE).equalTo(lit(runDate))),
                        breach.cause().feed(),
                        breach.rule().contains("files")));
    return rows.toJSON().collectAsList();
  }
}

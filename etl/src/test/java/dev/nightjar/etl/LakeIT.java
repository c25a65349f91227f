package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.tables.Columns;
import dev.nightjar.etl.tables.RunAccounting;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class LakeIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

  @Test
  void replacesOneRunDateAndKeepsTheOthers(Lake lake) {
    lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY, 3, 4), MONDAY);
    lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY.plusDays(1), 5), MONDAY.plusDays(1));
    lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY, 9), MONDAY);

    assertThat(lines(lake)).containsExactly(5L, 9L);
    assertThat(lake.version(RunAccounting.TABLE)).isEqualTo(2);
  }

  @Test
  void writersOfOneTableTakeTurns(Lake lake) {
    List<Callable<Object>> writes = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      LocalDate runDate = MONDAY.plusDays(day);
      Dataset<Row> rows = rows(lake, runDate, day);
      writes.add(Executors.callable(() -> lake.replaceRunDate(RunAccounting.TABLE, rows, runDate)));
    }

    SideBySide.run(writes.size(), writes);

    assertThat(lines(lake)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void writesAnEmptyTableWithCommentsAndWithoutDeletionVectors(Lake lake) {
    lake.replaceRunDate(RunAccounting.TABLE, lake.empty(RunAccounting.TABLE), MONDAY);

    assertThat(lake.read(RunAccounting.TABLE).isEmpty()).isTrue();
    assertThat(lake.read(RunAccounting.TABLE).schema().apply("lines").getComment().get())
        .startsWith("Landed lines");
    Row detail =
        lake.spark()
            .sql("DESCRIBE DETAIL delta.`" + lake.path(RunAccounting.TABLE) + "`")
            .select("properties", "partitionColumns", "description")
            .head();
    assertThat(detail.toString()).contains("enableDeletionVectors -> false").contains("run_date");
    assertThat(detail.getString(2)).isEqualTo(RunAccounting.TABLE.description());
    assertThat(lake.version(RunAccounting.TABLE)).isZero();
  }

  @Test
  void keepsTheDescriptionAndItsNoteWhenNightsReplaceAndOverwrite(Lake lake) {
    lake.replace(RunAccounting.TABLE, rows(lake, MONDAY, 3), "run_date = '2026-01-05'", "first");
    lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY.plusDays(1), 4), MONDAY.plusDays(1));
    lake.overwrite(RunAccounting.TABLE, rows(lake, MONDAY, 5));

    Row detail =
        lake.spark().sql("DESCRIBE DETAIL delta.`" + lake.path(RunAccounting.TABLE) + "`").head();
    assertThat(detail.<String>getAs("description")).isEqualTo(RunAccounting.TABLE.description());
    assertThat(detail.<Long>getAs("numFiles")).isEqualTo(1);
    assertThat(lake.notes(RunAccounting.TABLE, 9)).containsEntry(0L, "first").hasSize(3);
  }

  @Test
  void takesOnTheColumnsOfANewerSchema(Lake lake) {
    LakeTable older =
        LakeTable.of(
                "gold",
                RunAccounting.TABLE.name(),
                Columns.without(RunAccounting.SCHEMA, RunAccounting.RULE),
                RunAccounting.RUN_DATE)
            .rowIs("An older one.");
    lake.replaceRunDate(older, rows(lake, MONDAY, 3).drop(RunAccounting.RULE), MONDAY);
    assertThat(
            lake.read(RunAccounting.TABLE)
                .select(RunAccounting.LINES, RunAccounting.RULE)
                .collectAsList())
        .as("until it is written again")
        .hasToString("[[3,null]]");
    lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY.plusDays(1), 4), MONDAY.plusDays(1));

    assertThat(
            lake.read(RunAccounting.TABLE)
                .orderBy(RunAccounting.RUN_DATE)
                .select(RunAccounting.LINES, RunAccounting.RULE)
                .collectAsList())
        .hasToString("[[3,null], [4,]]");
  }

  @Test
  void takesOnTheDescriptionAndTheStatisticsOfANewerSchemaOnce(Lake lake) {
    LakeTable older =
        RunAccounting.TABLE.rowIs("What it's been.").statisticsOn("", RunAccounting.LANDING_DATE);
    lake.replaceRunDate(older, rows(lake, MONDAY, 3), MONDAY);
    LakeTable newer = older.rowIs("What it's now.").statisticsOn("", RunAccounting.LINES);
    lake.replaceRunDate(newer, rows(lake, MONDAY, 4), MONDAY);
    Row detail = lake.spark().sql("DESCRIBE DETAIL delta.`" + lake.path(newer) + "`").head();
    assertThat(detail.<String>getAs("description")).isEqualTo(newer.description());
    assertThat(detail.<Object>getAs("properties").toString())
        .contains("dataSkippingStatsColumns -> lines")
        .doesNotContain("comment");
    assertThat(lake.version(newer)).isEqualTo(2);

    lake.overwrite(newer, rows(lake, MONDAY, 5));
    assertThat(lake.version(newer)).isEqualTo(3);
  }

  @Test
  void writesFilesOfAtMostTheChosenRowsOrOneSortedFile(Lake lake) {
    LakeTable split = RunAccounting.TABLE.inFilesOf(2, "For a test");
    lake.replaceRunDate(split, rows(lake, MONDAY, 5, 3, 1, 4, 2).coalesce(1), MONDAY);
    assertThat(lake.read(split).inputFiles()).hasSize(3);

    lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY, 5, 3, 1, 4, 2), MONDAY);
    assertThat(lake.read(split).inputFiles()).hasSize(1);
    assertThat(lake.read(split).select("lines").collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void keepsStatisticsOfTheChosenColumnsOnly(Lake lake) {
    LakeTable chosen = RunAccounting.TABLE.statisticsOn("For a test", "lines");
    lake.replaceRunDate(chosen, rows(lake, MONDAY, 3), MONDAY);
    lake.replaceRunDate(chosen, rows(lake, MONDAY, 4), MONDAY);
    String log =
        lake.spark()
            .read()
            .text(lake.path(chosen) + "/_delta_log/*.json")
            .where("value LIKE '{\"add\"%'")
            .collectAsList()
            .toString();
    assertThat(log).contains("\\\"minValues\\\":{\\\"lines\\\":4}").doesNotContain("\\\"f4");
  }

  @Test
  void digestTellsRowsApartAndNotTheirOrder(Lake lake) {
    String digest = TableDigest.of(rows(lake, MONDAY, 3, 4, 4));
    assertThat(digest).startsWith("3-");
    assertThat(TableDigest.of(rows(lake, MONDAY, 4, 3, 4).repartition(3))).isEqualTo(digest);
    assertThat(TableDigest.of(rows(lake, MONDAY, 3, 3, 4))).isNotEqualTo(digest);
    assertThat(TableDigest.of(rows(lake, MONDAY, 3, 4))).isNotEqualTo(digest);
    assertThat(TableDigest.of(lake.empty(RunAccounting.TABLE))).startsWith("0-");
  }

  @Test
  void refusesRowsOutsideThePredicate(Lake lake) {
    lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY, 3), MONDAY);
    assertThatThrownBy(
            () ->
                lake.replaceRunDate(RunAccounting.TABLE, rows(lake, MONDAY, 9), MONDAY.plusDays(1)))
        .hasMessageContaining("run_date");
    assertThat(lines(lake)).containsExactly(3L);
  }

  @Test
  void refusesOtherColumnsAndTypesByName(Lake lake) {
    Dataset<Row> rows = rows(lake, MONDAY, 3);
    assertThatThrownBy(() -> RunAccounting.TABLE.shape(rows.drop("rule")))
        .hasMessage("gold.run_accounting needs column rule; the rows do not have it");
    assertThatThrownBy(() -> RunAccounting.TABLE.shape(rows.withColumn("x", functions.lit(1))))
        .hasMessageContaining("has no columns [x]");
    assertThatThrownBy(
            () -> RunAccounting.TABLE.shape(rows.withColumn("lines", functions.lit("1"))))
        .hasMessage("gold.run_accounting.lines is bigint; the rows have string");
  }

  @Test
  void saysWhichTableIsMissing(Lake lake) {
    assertThatThrownBy(() -> lake.read(RunAccounting.TABLE))
        .hasMessageContaining("gold.run_accounting")
        .hasMessageContaining("run the jobs of the night");
    assertThat(lake.readOrEmpty(RunAccounting.TABLE).columns()).contains("lines");
    assertThat(lake.version(RunAccounting.TABLE)).isEqualTo(-1);
  }

  private static Dataset<Row> rows(Lake lake, LocalDate runDate, long... lines) {
    List<Row> rows =
        Arrays.stream(lines)
            .mapToObj(
                n ->
                    RowFactory.create(
                        Date.valueOf(runDate),
                        "f" + n,
                        Date.valueOf(runDate),
                        "events",
                        "accepted",
                        "",
                        n))
            .toList();
    return lake.spark().createDataFrame(rows, RunAccounting.SCHEMA);
  }

  private static List<Long> lines(Lake lake) {
    return lake.read(RunAccounting.TABLE).select("lines").collectAsList().stream()
        .map(row -> row.getLong(0))
        .sorted()
        .toList();
  }
}

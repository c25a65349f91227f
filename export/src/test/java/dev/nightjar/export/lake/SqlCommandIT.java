package dev.nightjar.export.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.settings.ConfigurationException;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to the tables in SQL. */
@ExtendWith(SparkSessionExtension.class)
class SqlCommandIT {
  private static final Date DAY = Date.valueOf("2026-01-05");

  @BeforeEach
  void account(Lake lake) {
    List<Row> rows = List.of(row("accepted", 90), row("duplicate", 10));
    lake.overwrite(
        RunAccounting.TABLE, lake.spark().createDataFrame(rows, RunAccounting.TABLE.schema()));
  }

  /** The names stay with the session, which other tests share. */
  @AfterEach
  void forget(Lake lake) {
    lake.spark().sql("DROP DATABASE IF EXISTS gold CASCADE");
  }

  private static Row row(String outcome, long lines) {
    return RowFactory.create(DAY, "landing/a.jsonl.gz", DAY, "events", outcome, "", lines);
  }

  @Test
  void answersFromTheTablesByTheirNames(Lake lake) {
    String text =
        "with big as (select outcome from gold.run_accounting where lines > 50)"
            + " select a.lines from gold.run_accounting a join big using (outcome)";

    assertThat(SqlCommand.answer(lake, text).collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(90L);
  }

  @Test
  void describesATable(Lake lake) {
    assertThat(SqlCommand.answer(lake, "describe gold.run_accounting").collectAsList())
        .extracting(row -> row.getString(0))
        .contains("outcome", "lines");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from gold.run_accounting",
        "select 1) as x; drop table gold.run_accounting; select * from (select 1",
        "insert into gold.run_accounting select * from gold.run_accounting",
        "create or replace table gold.run_accounting (a int) using delta"
      })
  void runsNothingThatChangesATable(String text, Lake lake) {
    assertThatThrownBy(() -> SqlCommand.answer(lake, text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("reads only");
    assertThat(lake.read(RunAccounting.TABLE).count()).isEqualTo(2);
  }

  @Test
  void saysWhatIsThereWhenAColumnIsNot(Lake lake) {
    assertThatThrownBy(() -> SqlCommand.answer(lake, "select outcomes from gold.run_accounting"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("`outcome`");
  }

  @Test
  void pointsToTheListOfTablesWhenOneIsNotThere(Lake lake) {
    assertThatThrownBy(() -> SqlCommand.answer(lake, "select 1 from gold.nothing"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("bin/nightjar tables");
  }
}

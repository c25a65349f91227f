package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.tables.RunAccounting;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class RowCountsIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

  @Test
  void countsTheRowsOfEveryKindOfWrite(Lake lake) {
    LakeTable table = RunAccounting.TABLE;

    // The first write, one that replaces rows beside others, and one that replaces all.
    assertThat(counted(rows(lake, MONDAY, 7), rows -> lake.replaceRunDate(table, rows, MONDAY)))
        .isEqualTo("7 3");
    assertThat(
            counted(
                rows(lake, MONDAY.plusDays(1), 5),
                rows -> lake.replaceRunDate(table, rows, MONDAY.plusDays(1))))
        .isEqualTo("5 2");
    assertThat(
            counted(
                rows(lake, MONDAY, 4),
                rows -> lake.replace(table, rows, "run_date <= '" + MONDAY + "'")))
        .isEqualTo("4 2");
    assertThat(lake.read(table).count()).isEqualTo(9);
    assertThat(counted(rows(lake, MONDAY, 3), rows -> lake.overwrite(table, rows)))
        .isEqualTo("3 1");
    assertThat(counted(rows(lake, MONDAY, 0), rows -> lake.overwrite(table, rows)))
        .isEqualTo("0 0");
    assertThat(counted(lake.empty(table), rows -> lake.overwrite(table, rows))).isEqualTo("0 0");
  }

  private static String counted(Dataset<Row> rows, Consumer<Dataset<Row>> write) {
    RowCounts counts = new RowCounts();
    write.accept(
        counts.count(
            rows,
            count(lit(1)).as("all"),
            count_if(col(RunAccounting.LINES).mod(2).equalTo(1)).as("odd")));
    return counts.of("all") + " " + counts.of("odd");
  }

  /** As many rows as asked for, with their numbers from 0 as lines, after a shuffle. */
  private static Dataset<Row> rows(Lake lake, LocalDate runDate, int number) {
    List<Row> rows =
        IntStream.range(0, number)
            .mapToObj(
                i ->
                    RowFactory.create(
                        Date.valueOf(runDate),
                        "file-" + i,
                        Date.valueOf(runDate),
                        RunAccounting.FEED_EVENTS,
                        RunAccounting.ACCEPTED,
                        "",
                        (long) i))
            .toList();
    return lake.spark().createDataFrame(rows, RunAccounting.SCHEMA).repartition(3);
  }
}

package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.SegmentsFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Steady was met by two people a day, fading by four until a week ago, rising by six since. */
@ExtendWith(SparkSessionExtension.class)
class PopularityIT {
  private static final Instant CUTOFF = Instant.parse("2026-03-01T00:00:00Z");
  private static final StructType RETIRED =
      new StructType().add(PopularFile.ITEM_ID, DataTypes.StringType);

  private final SparkSession spark;

  PopularityIT(SparkSession spark) {
    this.spark = spark;
  }

  private Rows world() {
    Rows rows = new Rows();
    for (int age = 1; age <= 40; age++) {
      met(rows, "steady", age, 2);
      met(rows, "fading", age, age > 7 ? 4 : 0);
      met(rows, "rising", age, age > 7 ? 0 : 6);
    }
    // Once is no trend.
    met(rows, "single", 1, 1);
    return rows;
  }

  private static void met(Rows rows, String item, int age, int persons) {
    String day = CUTOFF.minus(age, ChronoUnit.DAYS).plus(9, ChronoUnit.HOURS).toString();
    for (int person = 0; person < persons; person++) {
      rows.add("p" + person, item, "view", 1, day);
      // A second time on the same day counts nothing.
      rows.add("p" + person, item, "click", 2, day);
    }
  }

  private List<String> list(String name, String... retired) {
    List<Row> gone = java.util.Arrays.stream(retired).map(RowFactory::create).toList();
    Dataset<Row> lists =
        new Popularity(new PopularityParams(7, 30, 3, 30, 5, 10), CUTOFF)
            .lists(
                world().on(spark),
                spark.createDataFrame(List.of(), SegmentsFile.SCHEMA),
                spark.createDataFrame(gone, RETIRED));
    return lists.where("list = '" + name + "'").orderBy(PopularFile.RANK).collectAsList().stream()
        .map(row -> row.getString(2))
        .toList();
  }

  @Test
  void listsWhatRisesAboveItsOwnPastOnly() {
    assertThat(list(PopularFile.RISING)).first().isEqualTo("rising");
    assertThat(list(PopularFile.RISING)).doesNotContain("fading", "steady");
    assertThat(list(PopularFile.RISING, "rising")).doesNotContain("rising");
  }

  @Test
  void listsPersonDaysOfAllTimeAndOfLate() {
    assertThat(list(PopularFile.ALL_TIME)).containsExactly("fading", "steady", "rising", "single");
    assertThat(list(PopularFile.RECENT)).startsWith("rising");
  }
}

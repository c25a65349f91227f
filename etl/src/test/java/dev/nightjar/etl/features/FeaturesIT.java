package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TableDigest;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.UserFeatures;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class FeaturesIT {

  private static final LocalDate RUN_DATE = LocalDate.of(2026, 1, 7);
  private static final long SEED = 20260107;

  @Test
  void givesEqualTablesInWhateverOrderTheRowsCome(SparkSession spark) {
    Dataset<Row> rows = spark.createDataFrame(purchases(), Interactions.SCHEMA);
    Dataset<Row> items = spark.createDataFrame(List.of(), Items.SCHEMA);
    String users = TableDigest.of(Features.perUser(rows, items, RUN_DATE));
    String itemRows = TableDigest.of(Features.perItem(rows, items, RUN_DATE));
    for (int parts = 1; parts <= 5; parts++) {
      Dataset<Row> shuffled = rows.orderBy(rand(SEED + parts)).repartition(parts);
      assertThat(TableDigest.of(Features.perUser(shuffled, items, RUN_DATE)))
          .as("%d partitions", parts)
          .isEqualTo(users);
      assertThat(TableDigest.of(Features.perItem(shuffled, items, RUN_DATE)))
          .as("%d partitions", parts)
          .isEqualTo(itemRows);
    }
  }

  @Test
  void addsMoneyUpExactlyAndCountsWhatIsNoAmountAsNothing(SparkSession spark) {
    List<Row> rows =
        List.of(
            interaction("ann", "i1", Interactions.PURCHASE, 0.1, 0),
            interaction("ann", "i1", Interactions.PURCHASE, 0.2, 1),
            interaction("ann", "i2", Interactions.PURCHASE, 1e300, 2),
            interaction("ann", "i2", Interactions.VIEW, 9.0, 3),
            interaction("ann", "i1", Interactions.RETURN, 0.1, 4));
    Row ann =
        Features.perUser(
                spark.createDataFrame(rows, Interactions.SCHEMA),
                spark.createDataFrame(List.of(), Items.SCHEMA),
                RUN_DATE)
            .head();
    assertThat(ann.<Double>getAs(UserFeatures.MONETARY_VALUE)).isEqualTo(0.2);
  }

  /** Amounts whose sum as doubles differs with their order. */
  private static List<Row> purchases() {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String kind = random.nextInt(4) == 0 ? Interactions.RETURN : Interactions.PURCHASE;
      double value = Math.pow(10, random.nextInt(6)) * random.nextInt(100) / 30.0;
      rows.add(interaction("u" + random.nextInt(4), "i" + random.nextInt(9), kind, value, i));
    }
    return rows;
  }

  private static Row interaction(String person, String item, String kind, double value, int n) {
    Instant at = Instant.parse("2026-01-05T00:00:00Z").plus(n, ChronoUnit.MINUTES);
    return RowFactory.create(
        person,
        item,
        kind,
        kind.equals(Interactions.RETURN) ? -4.0 : 1.0,
        value,
        null,
        null,
        Timestamp.from(at),
        Date.valueOf(LocalDate.of(2026, 1, 5)),
        null,
        n % 3 == 0 ? "phone" : "desktop",
        null,
        false,
        null,
        "m" + n);
  }
}

package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.SparkSessionExtension;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class ValidationPeriodIT {
  private static final Instant TEST = Instant.parse("2026-03-01T00:00:00Z");

  private final SparkSession spark;

  ValidationPeriodIT(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Two who were back in the last days, one who was back three weeks ago, one who only came then.
   */
  private final Rows rows =
      new Rows()
          .add("a", "i", "view", 1, "2026-01-10T00:00:00Z")
          .add("a", "i", "view", 1, "2026-02-27T00:00:00Z")
          .add("b", "i", "view", 1, "2026-01-10T00:00:00Z")
          .add("b", "i", "view", 1, "2026-02-27T00:00:00Z")
          .add("c", "i", "view", 1, "2026-01-10T00:00:00Z")
          .add("c", "i", "return", -1, "2026-02-27T00:00:00Z")
          .add("c", "i", "view", 1, "2026-02-09T00:00:00Z")
          .add("new", "i", "view", 1, "2026-02-26T00:00:00Z")
          .add("new", "i", "view", 1, "2026-03-02T00:00:00Z");

  @Test
  void isAsShortAsHoldsPersonsEnough() {
    assertThat(daysFor(30, 1)).isEqualTo(14);
    assertThat(daysFor(30, 2)).isEqualTo(14);
    assertThat(daysFor(30, 3)).isEqualTo(21);
  }

  @Test
  void isAsLongAsAllowedWhenNoShorterOneHoldsThem() {
    assertThat(daysFor(30, 4)).isEqualTo(30);
    assertThat(daysFor(14, 1)).isEqualTo(14);
    assertThat(daysFor(3, 1)).isEqualTo(3);
  }

  private long daysFor(int longest, int persons) {
    TemporalSplit split =
        ValidationPeriod.shortest(
            rows.on(spark),
            new TemporalSplit(
                TEST.minus(Duration.ofDays(longest)), TEST, TEST.plus(Duration.ofDays(30))),
            persons);
    assertThat(split.testCutoff()).isEqualTo(TEST);
    return Duration.between(split.validationCutoff(), TEST).toDays();
  }
}

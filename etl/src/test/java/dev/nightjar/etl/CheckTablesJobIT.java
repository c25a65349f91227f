package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.TableProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nights against declared expectations. */
@ExtendWith(SparkSessionExtension.class)
class CheckTablesJobIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final int DAYS = 4;
  private static final int VIEWS = 20;

  @Test
  void refusesSingleLinesThatBreakARule(TestLake lake) {
    lake.writeLines(
        file(0, "a"),
        view(0, 0).line(),
        view(0, 1).at("/properties/value", "-1").line(),
        view(0, 2).at("/properties/items", "[{\"item_id\":\"i1\",\"rating\":9}]").line(),
        view(0, 3).at("/context/device", "{\"type\":\"Fridge\"}").line(),
        view(0, 4).at("/properties/coupon", "\"lower\"").line());
    IngestSummary summary =
        night(
            lake,
            0,
            expecting(
                lake,
                """
            "bronze.events" = [
              { rule = range, columns = [value], min = 0 }
              { rule = range, columns = [items.rating], min = 0, max = 5 }
              { rule = set, columns = [device], values = [mobile, desktop] }
              { rule = pattern, columns = [properties.coupon], pattern = "[A-Z]+" }
            ]"""));
    assertThat(summary.accepted()).isEqualTo(1);
    List<Row> refused = lake.lake().read(Quarantine.TABLE).orderBy(Quarantine.LINE).collectAsList();
    assertThat(refused)
        .extracting(row -> row.getAs(Quarantine.LINE) + " " + row.getAs(Quarantine.RULE))
        .containsExactly(
            "2 expect.range:value",
            "3 expect.range:items.rating",
            "4 expect.set:device",
            "5 expect.pattern:properties.coupon");
    assertThat(refused.get(0).<String>getAs(Quarantine.DETAIL)).startsWith("expected from 0 to ");
    assertThat(refused.get(0).<String>getAs(Quarantine.TEXT)).contains("\"value\":-1");
  }

  @Test
  void judgesTablesWithFiguresExamplesAndWhatToDo(TestLake lake) {
    lake.writeLines(file(0, "a"), views(0));
    TestNight.clean(lake.lake(), MONDAY);
    String warning =
        "\"silver.interactions\" = [{ rule = range, columns = [strength], max = 0, stops = false }]";
    assertThat(check(lake, warning).warnings())
        .singleElement()
        .asString()
        .startsWith("silver.interactions range:strength: 20 of 20 rows break it");
    String rules =
        """
        "silver.interactions" = [
          { rule = set, columns = [interaction], values = [click] }
          { rule = unique, columns = [item_id] }
          { rule = range, columns = [strength], max = 0, stops = false }
        ]
        "silver.users" = [{ rule = required, columns = [country] }]""";
    assertThatThrownBy(() -> check(lake, rules))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining("3 expectations do not hold in the night of 2026-01-05")
        .hasMessageContaining(
            "1. silver.interactions set:interaction: 20 of 20 rows break it; expected one of [click]")
        .hasMessageContaining("\"interaction\":\"view\"")
        .hasMessageContaining("2. silver.interactions unique:item_id: 18 of 20 rows break it")
        .hasMessageContaining("for example {\"item_id\":\"i0\",\"rows\":10}")
        .hasMessageContaining("3. silver.users required:country: 20 of 20 rows break it")
        .hasMessageContaining("to do: ")
        .hasMessageNotContaining("range:strength");
    assertThat(figures(lake, 0)).isPositive();
  }

  @Test
  void saysWhichProducerAFieldVanishedWithAndWhatElseChanged(TestLake lake) {
    String[] rules =
        expecting(
            lake,
            "\"bronze.events\" = [{ rule = nulls, columns = [device], max_rise = 0.5, min_rows = 10 }]");
    for (int day = 0; day < DAYS - 1; day++) {
      lake.writeLines(file(day, "a"), views(day));
      night(lake, day, rules);
    }
    String[] lines = views(DAYS - 1);
    for (int i = 0; i < VIEWS - 2; i++) {
      lines[i] =
          view(DAYS - 1, i)
              .at("/context/library/version", "\"8\"")
              .at("/context/device", "{}")
              .at("/context/battery", "1")
              .line();
    }
    lake.writeLines(file(DAYS - 1, "a"), lines);
    lake.writeLines(
        file(DAYS - 1, "b"),
        view(DAYS - 1, 99)
            .at("/context/library/version", "\"8\"")
            .at("/properties/value", "\"9\"")
            .line());
    assertThatThrownBy(() -> night(lake, DAYS - 1, rules))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining(
            "bronze.events nulls:device: 90.0 % of 20 rows are null; 0.0 % in the last 3 nights")
        .hasMessageContaining("brought by shop/8 (100.0 % of 18 rows null, not seen before)")
        .hasMessageContaining("\"source\":\"landing/events/dt=2026-01-08/a.jsonl\"")
        .hasMessageContaining("changed: new producer shop/8: 18 events")
        .hasMessageContaining("changed: new field context.battery: 18 events of shop/8")
        .hasMessageContaining(
            "changed: newly refused by field.wrong_type:properties.value: 1 lines of shop/8");
    List<String> before = TestNight.content(lake.lake(), TableProfile.TABLE);
    assertThatThrownBy(() -> night(lake, DAYS - 1, rules))
        .hasMessageContaining("new producer shop/8");
    assertThat(TestNight.content(lake.lake(), TableProfile.TABLE)).isEqualTo(before);
  }

  @Test
  void takesTheGoodFilesOfADayUpToTheShareOfBadOnes(TestLake lake) {
    lake.writeLines(file(0, "a"), views(0));
    lake.writeLines(file(0, "empty"));
    lake.write(file(0, "bad") + ".gz", new byte[] {1, 2, 3});
    String[] judged = {"etl.min_judged_files", "3", "etl.max_bad_files", "0.4"};
    assertThat(night(lake, 0, judged).accepted()).isEqualTo(VIEWS);

    lake.write(file(0, "worse") + ".gz", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> night(lake, 0, judged))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining(
            "etl.max_bad_files: 2 of 4 landed files of the feed events were refused (50.0 %)")
        .hasMessageContaining("\"rule\":\"file.corrupt\"")
        .hasMessageContaining("--set etl.max_bad_files=1");
    assertThat(lake.lake().read(Events.TABLE).count()).isEqualTo(VIEWS);
    assertThat(night(lake, 0, "etl.min_judged_files", "3", "etl.max_bad_files", "1").accepted())
        .isEqualTo(VIEWS);
  }

  @Test
  void stopsOverTheShareOfRefusedLines(TestLake lake) {
    lake.writeLines(file(0, "a"), view(0, 0).line(), "not json", "neither is this");
    String[] judged = {"etl.min_judged_lines", "3", "etl.max_quarantined", "0.6"};
    assertThatThrownBy(() -> night(lake, 0, judged))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining(
            "etl.max_quarantined: 2 of 3 landed lines of the feed events were refused (66.7 %)")
        .hasMessageContaining("\"line\":2,\"rule\":\"json.malformed\"");
  }

  /** Ingest and check alone: what stands between them is not needed for rules on bronze. */
  private static IngestSummary night(TestLake lake, int day, String... settings) {
    NightContext night =
        new NightContext(lake.lake(), TestNight.settings(settings), MONDAY.plusDays(day));
    IngestSummary summary = IngestEventsJob.run(night);
    CheckTablesJob.run(night);
    return summary;
  }

  private static CheckSummary check(TestLake lake, String tables) {
    return CheckTablesJob.run(
        new NightContext(lake.lake(), TestNight.settings(expecting(lake, tables)), MONDAY));
  }

  private static String[] expecting(TestLake lake, String tables) {
    return new String[] {"etl.expectations_file", rules(lake, tables).toString()};
  }

  private static Path rules(TestLake lake, String tables) {
    try {
      return Files.writeString(
          lake.directory().resolve("rules.conf"), "expectations {\n" + tables + "\n}\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long figures(TestLake lake, int day) {
    return lake.lake()
        .read(TableProfile.TABLE)
        .where(col(TableProfile.RUN_DATE).equalTo(MONDAY.plusDays(day)))
        .count();
  }

  private static String file(int day, String name) {
    return "landing/events/dt=" + MONDAY.plusDays(day) + "/" + name + ".jsonl";
  }

  private static String[] views(int day) {
    return IntStream.range(0, VIEWS).mapToObj(i -> view(day, i).line()).toArray(String[]::new);
  }

  private static TestEvent view(int day, int number) {
    return TestEvent.view(
            "user-" + number,
            "i" + number % 2,
            MONDAY.plusDays(day) + "T10:00:%02dZ".formatted(number % 60))
        .at("/context/device", "{\"type\":\"mobile\"}")
        .at("/context/library", "{\"name\":\"shop\",\"version\":\"7\"}");
  }
}

package dev.nightjar.export.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.etl.HotKeys;
import dev.nightjar.export.night.NightReport.Gate;
import dev.nightjar.export.night.NightReport.Live;
import dev.nightjar.export.night.NightReport.Metric;
import dev.nightjar.export.night.NightReport.Outcome;
import dev.nightjar.export.night.NightReport.Parity;
import dev.nightjar.export.night.NightReport.Source;
import dev.nightjar.export.night.NightReport.Standouts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NightReportTest {
  private static final NightReport REPORT =
      new NightReport(
          LocalDate.of(2026, 1, 31),
          List.of(
              new Outcome("events", "accepted", "", 90),
              new Outcome("events", "quarantined", "json.malformed", 7),
              new Outcome("items", "accepted", "", 3)),
          List.of(
              new Source("landing/events/a.jsonl", Map.of("accepted", 90L, "quarantined", 7L)),
              new Source("landing/events/bad.jsonl.gz", Map.of())),
          Optional.of(
              new Standouts(
                  LocalDate.of(2026, 1, 29),
                  LocalDate.of(2026, 1, 31),
                  new HotKeys(
                      1, 2, new HotKeys.Key("5eed", 60, 80), new HotKeys.Key("hit", 18, 20)))),
          List.of(
              new Metric("popular", "new_items", "ndcg", 20, 0.05, 40),
              new Metric("popular", "new_items", "gain", 20, 0.05, 40),
              new Metric("als", "new_items", "gain", 20, 0.01, 40),
              new Metric("als", "new_items", "gain_low", 20, -0.002, 40),
              new Metric("als", "new_items", "gain_high", 20, 0.022, 40),
              new Metric("random", "new_items", "gain", 20, -1, 40),
              new Metric("blend", "new_items", "ndcg", 20, 0.1, 40),
              new Metric("oracle", "new_items", "ndcg", 20, 0.2, 40)),
          Optional.of(LocalDate.of(2026, 1, 31)),
          Optional.of(new Gate("refused", "20260131-1", List.of("worse than popularity"))),
          Optional.of(new Live("20260130-1", "20260130-1", "2026-01-30", Map.of())),
          List.of(
              new Parity("20260130-1", "answers", "different", "served", 2),
              new Parity("20260130-1", "answers", "equal", "", 1_200),
              new Parity("20260129-1", "answers", "not_compared", "session", 40),
              new Parity("20260130-1", "answers", "not_compared", "session", 2),
              new Parity("20260130-1", "records", "equal", "", 500)));

  @Test
  void saysEveryPartInWords() {
    assertThat(ReportText.whole(REPORT))
        .contains("100 lines landed, 100 accounted for")
        .contains("json.malformed 7")
        .containsPattern("landing/events/a.jsonl +97 +90 +0 +0 +7 +0")
        .containsPattern("landing/events/bad.jsonl.gz +refused")
        .doesNotContain("and more files")
        .contains("hot keys, 2026-01-29 to 2026-01-31")
        .containsPattern("person, by events +60 +80 +75.0 % +5eed")
        .containsPattern("item, by interactions +18 +20 +90.0 % +hit")
        .contains("1 taken for a robot's, 2 cut at the cap")
        .contains("50 % of the oracle's")
        .contains(
            "For new items the blend is +0.0100 NDCG@20 from its best part, als"
                + " (95 % interval -0.0020 to +0.0220).")
        .doesNotContain("For all items")
        .contains("Gate: snapshot 20260131-1 is refused\n  worse than popularity")
        .contains("Live: snapshot 20260130-1")
        .endsWith(
            "Parity: 1,200 of 1,202 answers as the tables say, different: served 2,"
                + " not compared: session 42\n  500 of 500 records as the tables say");
  }

  @Test
  void showsABoundedNumberOfFiles() throws Exception {
    NightReport many =
        new NightReport(
            REPORT.runDate(),
            REPORT.outcomes(),
            IntStream.rangeClosed(0, NightReport.SOURCES)
                .mapToObj(i -> new Source("file-" + i, Map.of("accepted", 1L)))
                .toList(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    assertThat(ReportText.whole(many))
        .contains("file-" + (NightReport.SOURCES - 1))
        .doesNotContain("file-" + NightReport.SOURCES)
        .contains("and more files");
    JsonNode json = new ObjectMapper().readTree(ReportJson.whole(many));
    assertThat(json.path("sources")).hasSize(NightReport.SOURCES);
    assertThat(json.path("more_sources").asBoolean()).isTrue();
  }

  @Test
  void namesADifferenceInTheBooksAFault() {
    NightReport odd =
        new NightReport(
            REPORT.runDate(),
            List.of(new Outcome("events", "vanished", "", 5)),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    assertThat(ReportText.whole(odd)).contains("5 lines landed, 0 accounted for: the difference");
  }

  @Test
  void saysWhichNightWasMeasuredLastWhenThisOneWasNot() {
    assertThat(QualityText.of(unmeasured(Optional.of(LocalDate.of(2026, 1, 29)))))
        .isEqualTo(
            "Nothing was measured in this night; the last night that was measured is that of"
                + " 2026-01-29.");
    assertThat(QualityText.of(unmeasured(Optional.empty())))
        .isEqualTo("Nothing was measured in this night, nor in any night before it.");
  }

  private static NightReport unmeasured(Optional<LocalDate> lastMeasured) {
    return new NightReport(
        REPORT.runDate(),
        REPORT.outcomes(),
        REPORT.sources(),
        REPORT.standouts(),
        List.of(),
        lastMeasured,
        Optional.empty(),
        REPORT.live(),
        REPORT.parity());
  }

  @Test
  void jsonHasThePromisedForm() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.whole(REPORT));

    assertThat(json.path("run_date").asText()).isEqualTo("2026-01-31");
    assertThat(json.path("accounting").path("landed").asLong()).isEqualTo(100);
    assertThat(json.path("accounting").path("late").asLong()).isZero();
    assertThat(json.path("sources").get(0).path("landed").asLong()).isEqualTo(97);
    assertThat(json.path("sources").get(0).path("quarantined").asLong()).isEqualTo(7);
    assertThat(json.path("more_sources").asBoolean()).isFalse();
    assertThat(json.at("/hot_keys/last_day").asText()).isEqualTo("2026-01-31");
    assertThat(json.at("/hot_keys/person/person_id").asText()).isEqualTo("5eed");
    assertThat(json.at("/hot_keys/person/share").asDouble()).isEqualTo(0.75);
    assertThat(json.at("/hot_keys/item/interactions").asLong()).isEqualTo(18);
    assertThat(json.at("/hot_keys/robot_days").asLong()).isEqualTo(1);
    assertThat(json.path("metrics").get(6).path("value").asDouble()).isEqualTo(0.1);
    assertThat(json.path("gate").path("reasons").get(0).asText()).startsWith("worse");
    assertThat(json.at("/parity/0/reason").asText()).isEqualTo("served");
    assertThat(json.at("/parity/1/cases").asLong()).isEqualTo(1_200);
    assertThat(json.path("live").path("model_version").asText()).isEqualTo("20260130-1");
  }
}

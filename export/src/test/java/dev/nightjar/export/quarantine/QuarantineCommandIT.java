package dev.nightjar.export.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.TestEvent;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.settings.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuarantineCommandIT {

  private static final String A = "landing/events/dt=2026-01-05/a.jsonl";
  private static TestLake lake;

  @BeforeAll
  static void refuseSomeLines() {
    lake = TestLake.create();
    lake.writeLines(
        A,
        TestEvent.view("ann-4711", "i1", "1980-01-05T10:00:00Z")
            .at("/context/library", "{\"name\":\"shop\",\"version\":\"7\"}")
            .line(),
        "not json",
        "not json either");
    lake.writeLines("landing/events/dt=2026-01-06/b.jsonl", "nor this");
    lake.writeLines("landing/events/dt=2026-01-06/cut.jsonl.gz", "no gzip");
    ingest(LocalDate.of(2026, 1, 5));
    ingest(LocalDate.of(2026, 1, 6));
  }

  @AfterAll
  static void delete() {
    lake.close();
  }

  @Test
  void listsRefusedLinesByNightRuleAndFile() {
    assertThat(run("list").lines().skip(1))
        .hasSize(4)
        .anyMatch(line -> line.matches("2026-01-05 +json.malformed +" + A + " +2 +2"))
        .anyMatch(line -> line.matches("2026-01-05 +timestamp.out_of_range .* shop/7 +1 +1"));
    assertThat(run("list", "--night", "2026-01-06").lines().skip(1)).hasSize(2);
    assertThat(run("list", "--rule", "timestamp.out_of_range").lines().skip(1)).hasSize(1);
    assertThat(run("list", "--file", "b.jsonl", "--json"))
        .startsWith("{\"rows\":[{\"run_date\":\"2026-01-06\",\"rule\":\"json.malformed\"");
    assertThat(run("list", "--feed", "items")).isEqualTo("Nothing in the quarantine matches.\n");
  }

  @Test
  void showsOneLineMasked() {
    assertThat(run("show", A, "1"))
        .contains("rule          timestamp.out_of_range")
        .contains("detail        timestamp is in the year 1980")
        .contains("\"userId\":\"***\"")
        .doesNotContain("4711");
    assertThatThrownBy(() -> run("show", A, "9"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nothing of " + A + " 9 is in the quarantine");
  }

  @Test
  void givesOneObjectOfAllRowsAsJson() throws Exception {
    JsonNode rows = new ObjectMapper().readTree(run("show", A, "--json")).path("rows");
    assertThat(rows.findValuesAsText("line")).containsExactly("1", "2", "3");
    assertThat(rows.get(0).path("rule").asText()).isEqualTo("timestamp.out_of_range");
  }

  @Test
  void replaysWhatTheRulesOfTodayTake() {
    assertThat(run("replay", "--set", "etl.earliest_year=1970"))
        .startsWith("1 line landed in landing/events/dt=2026-01-05/replay-")
        .contains("still breaks json.malformed: 3 lines")
        .contains(A + " line 2: json.malformed");
    assertThat(run("replay", "--set", "etl.earliest_year=1970", "--json"))
        .contains("\"landed\":0,\"present\":1,\"refused\":{\"json.malformed\":3}");
  }

  @Test
  void replaysARepairedFileWholeOrNotAtAll() {
    String fine = TestEvent.view("bob", "i1", "2026-01-05T10:00:00Z").line();
    String good = lake.writeLines("mine/good.jsonl", fine).toString();
    String bad = lake.writeLines("mine/bad.jsonl", fine, "not json").toString();
    assertThatThrownBy(() -> run("replay", bad, "--run-date", "2026-01-07"))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining("a rule is still broken by 1 line; repair or leave out\n")
        .hasMessageContaining("bad.jsonl line 2: json.malformed");
    assertThat(lake.directory().resolve("landing/events/dt=2026-01-07")).doesNotExist();
    assertThat(run("replay", good, "--run-date", "2026-01-07"))
        .startsWith("1 line landed in landing/events/dt=2026-01-07/replay-");
    assertThat(lake.directory().resolve("landing/events/dt=2026-01-07")).isDirectory();
  }

  @Test
  void saysWhatItCannotReplay() {
    assertThat(run("replay", "--file", "cut.jsonl.gz"))
        .startsWith("Nothing was landed.\nFiles refused as a whole: 1;");
    assertThat(run("replay", "--file", "cut.jsonl.gz", "--json")).contains("\"refused_files\":1");
    assertThat(run("replay", "--rule", "no.such.rule"))
        .isEqualTo(
            "Nothing was landed.\nNo events in the quarantine match; see quarantine list.\n");
  }

  @Test
  void saysWhichWordsItKnows() {
    assertThatThrownBy(() -> run("mend"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("known: list, show FILE LINE, replay [FILE...]");
    for (String action : List.of("list", "replay")) {
      assertThatThrownBy(() -> run(action, "--feed", "orders"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("must be events or items");
    }
    assertThatThrownBy(() -> run("list", "--run-date", "2026-01-05"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--night D");
    assertThatThrownBy(() -> run("replay", "a.jsonl", "--rule", "json.malformed"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("takes every line of the file");
  }

  private static void ingest(LocalDate runDate) {
    IngestEventsJob.run(new NightContext(lake.lake(), TestNight.settings(), runDate));
  }

  private static String run(String... words) {
    String[] args =
        Stream.concat(
                Stream.of("quarantine"),
                Stream.concat(
                    Stream.of(words), Stream.of("--set", "privacy.secret=" + TestNight.SECRET)))
            .toArray(String[]::new);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    QuarantineCommand.run(
        lake.lake(),
        QuarantineCommand.parse(args),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}

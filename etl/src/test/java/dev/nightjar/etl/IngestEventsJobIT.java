package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class IngestEventsJobIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final String PERSON = "person-4711-raw";

  /** Alone: the times, sizes and names in a table's log may hold any four digits. */
  private static final String NUMBER_OF_AN_ID = "(?<![0-9a-f])4711(?![0-9a-f])";

  private static final String DAY = "landing/events/dt=2026-01-05/";

  @Test
  void namesFileLineAndRuleOfWhateverIsBroken(TestLake lake) throws IOException {
    String good = TestEvent.view("ann", "i1", "2026-01-05T10:00:00Z").line();
    byte[] gzip = gzip(good + "\n" + good + "\n");
    lake.write(DAY + "good.jsonl.gz", gzip);
    lake.write(DAY + "truncated.jsonl.gz", Arrays.copyOf(gzip, gzip.length - 9));
    lake.write(DAY + "empty.jsonl.gz", new byte[0]);
    lake.write(DAY + "nothing.jsonl.gz", gzip(""));
    lake.write(DAY + "plain.jsonl.gz", (good + "\n").getBytes(StandardCharsets.UTF_8));
    lake.write(DAY + "notes.txt", new byte[] {'a'});
    lake.write(DAY + "_SUCCESS", new byte[0]);
    lake.writeLines(
        DAY + "lines.jsonl",
        "not json at all, from ann-the-first",
        TestEvent.view("ann", "x".repeat(10_000), "2026-01-05T10:00:00Z").line(),
        TestEvent.view("ann", "i1", "2026-01-05T10:00:00Z").at("/properties/value", "\"9\"").line(),
        "",
        good.replace("}}", "}},\"pad\":\"" + "y".repeat(1_100_000) + "\""),
        good);
    lake.writeLines("landing/events/dt=2026-01-06/tomorrow.jsonl", good);

    IngestSummary summary = ingest(lake);

    assertThat(summary).isEqualTo(new IngestSummary("events", MONDAY, 7, 5, 8, 3, 5));
    assertThat(rules(lake))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "empty.jsonl.gz null", "file.empty",
                    "nothing.jsonl.gz null", "file.empty",
                    "truncated.jsonl.gz null", "file.truncated",
                    "plain.jsonl.gz null", "file.corrupt",
                    "notes.txt null", "file.name",
                    "lines.jsonl 1", "json.malformed",
                    "lines.jsonl 2", "id.too_long",
                    "lines.jsonl 3", "field.wrong_type:properties.value",
                    "lines.jsonl 4", "line.blank",
                    "lines.jsonl 5", "line.too_long")));
    assertThat(lake.lake().read(Quarantine.TABLE).select(Quarantine.TEXT).collectAsList())
        .allSatisfy(row -> assertThat(String.valueOf(row.get(0)).length()).isLessThan(1001));
    assertThat(lake.lake().read(RunAccounting.TABLE).count()).isEqualTo(12);
  }

  @Test
  void takesTheSameFilesAgainAndLeavesThoseOfOtherNights(TestLake lake) {
    lake.writeLines(DAY + "a.jsonl", TestEvent.view("ann", "i1", "2026-01-05T10:00:00Z").line());
    assertThat(ingest(lake).files()).isEqualTo(1);
    lake.writeLines(DAY + "b.jsonl", TestEvent.view("ann", "i2", "2026-01-05T10:00:00Z").line());
    lake.writeLines(
        "landing/events/dt=2026-01-06/c.jsonl",
        TestEvent.view("ann", "i3", "2026-01-06T10:00:00Z").line());
    IngestSummary tuesday =
        IngestEventsJob.run(
            new NightContext(lake.lake(), TestNight.settings(), MONDAY.plusDays(1)));
    assertThat(tuesday.files()).isEqualTo(2);
    assertThat(ingest(lake).files()).isEqualTo(1);
    assertThat(lake.lake().read(Events.TABLE).count()).isEqualTo(3);
  }

  @Test
  void leavesADayThatACollectorHasNotClosedToALaterNight(TestLake lake) throws IOException {
    String mark = "landing/events/_collector-0f9d3c1e-closed-";
    String sunday = TestEvent.view("ann", "i1", "2026-01-04T10:00:00Z").line();
    lake.writeLines("landing/events/dt=2026-01-04/a.jsonl", sunday);
    lake.writeLines(DAY + "b.jsonl", TestEvent.view("ann", "i2", "2026-01-05T10:00:00Z").line());
    lake.write(mark + "2026-01-04", new byte[0]);

    assertThat(ingest(lake).files()).isEqualTo(1);

    // What is late lands, then the day is closed: the next night has all of it.
    lake.writeLines(DAY + "late.jsonl", TestEvent.view("ann", "i3", "2026-01-05T11:00:00Z").line());
    lake.write(mark + "2026-01-05", new byte[0]);
    NightContext tuesday = new NightContext(lake.lake(), TestNight.settings(), MONDAY.plusDays(1));
    assertThat(IngestEventsJob.run(tuesday).files()).isEqualTo(2);
    assertThat(lake.lake().read(Quarantine.TABLE).count()).isZero();
  }

  @Test
  void takesAnOpenDayIfItIsTold(TestLake lake) throws IOException {
    lake.writeLines(DAY + "b.jsonl", TestEvent.view("ann", "i2", "2026-01-05T10:00:00Z").line());
    lake.write("landing/events/_collector-0f9d3c1e-closed-2026-01-04", new byte[0]);

    assertThatThrownBy(() -> ingest(lake))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining("closed");
    NightContext now =
        new NightContext(lake.lake(), TestNight.settings("etl.open_days", "take"), MONDAY);
    assertThat(IngestEventsJob.run(now).files()).isEqualTo(1);
  }

  @Test
  void quarantinesWhatACollectorRefused(TestLake lake) {
    String refused =
        TestEvent.view(PERSON, "i1", "2026-01-05T10:00:00Z")
            .at("/_refused", "{\"code\":\"too_deep\"}")
            .line();
    lake.writeLines(
        DAY + "a.jsonl", refused, TestEvent.view("ann", "i2", "2026-01-05T10:00:00Z").line());

    assertThat(ingest(lake).quarantined()).isEqualTo(1);
    Row row = lake.lake().read(Quarantine.TABLE).select(Quarantine.RULE, Quarantine.TEXT).first();
    assertThat(row.getString(0)).isEqualTo("collector.too_deep");
    assertThat(row.getString(1)).contains("too_deep").doesNotContain(PERSON);
  }

  @Test
  void refusesToWriteAccountsThatDoNotAddUp(TestLake lake) {
    Accounting accounting = new Accounting(lake.lake(), RunAccounting.FEED_EVENTS, MONDAY);
    assertThatThrownBy(
            () ->
                accounting.replace(
                    List.of(new AccountedLines("f", MONDAY, RunAccounting.ACCEPTED, "", 2)),
                    Map.of("f", 3L)))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining("f has 3 lines but 2 were accounted for");
    assertThat(lake.lake().exists(RunAccounting.TABLE)).isFalse();
  }

  @Test
  void writesNoRawIdAnywhere(TestLake lake) throws IOException {
    lake.writeLines(DAY + "a.jsonl", eventFullOf(PERSON));
    lake.writeLines(DAY + "b.jsonl", eventsNaming(PERSON));
    lake.writeLines(DAY + "c.jsonl", brokenLinesNaming(PERSON));
    TestNight.run(lake.lake(), MONDAY);
    assertThat(lake.lake().read(Events.TABLE).count()).isEqualTo(4);
    assertThat(lake.lake().read(Quarantine.TABLE).count()).isEqualTo(7);

    for (LakeTable table : List.of(Events.TABLE, Quarantine.TABLE)) {
      assertThat(String.join("\n", TestNight.content(lake.lake(), table)))
          .as(table.qualifiedName())
          .doesNotContain("4711")
          .doesNotContain("mail.example");
    }
    try (Stream<Path> files = Files.walk(lake.directory().resolve("tables"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContainPattern(NUMBER_OF_AN_ID);
      }
    }
  }

  private static String eventFullOf(String secretId) {
    return TestEvent.view(secretId, "i1", "2026-01-05T10:00:00Z")
        .with("anonymousId", "anon-" + secretId)
        .with("messageId", "m1-of-" + secretId)
        .at("/properties/recommendation_id", "\"for-" + secretId + "\"")
        .at("/properties/link", "\"https://shop.example/?u=4711-in-a-query\"")
        .at("/properties/upper", "\"" + secretId.toUpperCase(Locale.ROOT) + "\"")
        .at("/properties/encoded", "\"a%26" + secretId.replace("-", "%2D") + "\"")
        .at("/properties/people", "[{\"first_name\":\"4711 Ann\"},\"" + secretId + "\"]")
        .at("/properties/long", "\"" + "x".repeat(990) + secretId + "\"")
        .at("/properties/" + secretId, "1")
        .at("/context/campaign", "{\"name\":\"to ann4711@mail.example\"}")
        .at("/context/locale", "\"" + secretId + "\"")
        .at("/context/timezone", "\"zone of " + secretId + "\"")
        .at("/context/sessionId", "\"session-" + secretId + "\"")
        .at("/properties/customer", "\"" + secretId + "\"")
        .at("/properties/nested", "{\"a\":[\"" + secretId + "\"]}")
        .at("/context/page", "{\"path\":\"/u/" + secretId + "\"}")
        .line();
  }

  private static String[] eventsNaming(String secretId) {
    return toArray(
        TestEvent.of("identify", "2026-01-05T10:00:00Z")
            .with("userId", secretId)
            .with("messageId", secretId + "@mail.example")
            .at(
                "/traits",
                "{\"email\":\"" + secretId + "@mail.example\",\"age\":7,\"username\":\"ann4711\"}")
            .at("/context/page", "{\"path\":\"/home/Ann4711\"}")
            .line(),
        TestEvent.of("alias", "2026-01-05T10:00:00Z")
            .with("userId", secretId)
            .with("previousId", "before-4711-raw")
            .at("/properties/note", "\"was before-4711-raw\"")
            .line(),
        TestEvent.of("track", "2026-01-05T10:00:00Z")
            .with("event", "Seen by " + secretId.toUpperCase(Locale.ROOT))
            .with("userId", secretId)
            .line(),
        TestEvent.view(secretId, "profile-" + secretId, "2026-01-05T10:00:00Z").line(),
        "{\"event\":\"Seen by " + secretId + "\",\"item_id\":\"" + secretId + "\"");
  }

  private static String[] brokenLinesNaming(String secretId) {
    return toArray(
        TestEvent.view(secretId, "i1", "tomorrow")
            .with("messageId", "m3")
            .at("/properties/USER_ID", "\"other-4711\"")
            .at("/properties/note", "\"of other-4711\"")
            .line(),
        TestEvent.of("track", "2026-01-05T10:00:00Z").with("userId", secretId).line(),
        "{\"type\":\"track\",\"userId\":\"" + secretId + "\",\"event\"",
        secretId + ",i1,view",
        "{\"event\":\"x\",\"userId\":\"" + secretId + "\",\"userId\":\"" + secretId + "\"}");
  }

  private static String[] toArray(String... lines) {
    return lines;
  }

  private static IngestSummary ingest(TestLake lake) {
    return IngestEventsJob.run(new NightContext(lake.lake(), TestNight.settings(), MONDAY));
  }

  private static Map<String, String> rules(TestLake lake) {
    Map<String, String> rules = new TreeMap<>();
    for (Row row : lake.lake().read(Quarantine.TABLE).collectAsList()) {
      String source = row.getAs(Quarantine.SOURCE);
      Long line = row.getAs(Quarantine.LINE);
      rules.put(
          source.substring(source.lastIndexOf('/') + 1) + " " + line, row.getAs(Quarantine.RULE));
    }
    return rules;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }
}

package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.settings.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class ImportJobIT {

  private static final String HEADER = "user,item,event,time";
  private static final String EVENT =
      "event { event = event, user_id = user, timestamp = time, properties { item_id = item } }";
  private static final String MAPPING = "inputs = [{ " + EVENT + " }]";

  private TestLake lake;
  private ImportFixture fixture;

  @BeforeEach
  void openLake(TestLake lake) {
    this.lake = lake;
    this.fixture = new ImportFixture(lake);
  }

  @Test
  void landsTheSameFilesWhenRunTwice() {
    fixture.source("a.csv", HEADER, "u,i,View,2026-01-05 10:00:00", "u,j,View,2026-01-06 10:00:00");
    fixture.importWith(MAPPING);
    List<Path> files = fixture.files("events");

    ImportSummary again = fixture.importWith(MAPPING);

    assertThat(fixture.files("events")).isEqualTo(files).hasSize(2);
    assertThat(files)
        .allSatisfy(
            f ->
                assertThat(f.getFileName().toString()).matches("import-[0-9a-f]{16}[.]jsonl[.]gz"));
    assertThat(again.landed().filesPresent()).isEqualTo(2);
    assertThat(again.landed().filesWritten()).isZero();
  }

  @Test
  void givesEqualRowsOneMessageIdAndOthersTheirOwn() {
    fixture.source(
        "a.csv",
        HEADER,
        "u,i,View,2026-01-05 10:00:00",
        "u,i,View,2026-01-05 10:00:00",
        "u,j,View,2026-01-05 10:00:00");
    fixture.importWith(MAPPING);

    List<String> ids =
        fixture.objects("events").stream().map(e -> e.at("/messageId").asText()).toList();
    assertThat(ids).hasSize(3).allMatch(id -> id.matches("[0-9a-f]{32}"));
    assertThat(ids.stream().distinct()).hasSize(2);
  }

  @Test
  void keepsAMessageIdThatIsMapped() {
    fixture.source("a.csv", HEADER + ",id", "u,i,View,2026-01-05 10:00:00,\"m\"\"1\"");
    fixture.importWith(MAPPING.replace("user_id", "message_id = id, user_id"));
    assertThat(fixture.objects("events").get(0).at("/messageId").asText()).isEqualTo("m\"1");
  }

  @Test
  void landsNothingWhenTooManyRowsFailAndSaysWhichRuleTheyBreak() {
    fixture.source(
        "a.csv",
        HEADER,
        "u,i,View,2026-01-05 10:00:00",
        "u,i,View,yesterday",
        ",i,View,2026-01-05 10:00:00",
        "u,i,,2026-01-05 10:00:00",
        "u,i",
        "u,i,View,0001-01-01 00:00:00");

    assertThatThrownBy(() -> fixture.importWith(MAPPING))
        .isInstanceOf(DataQualityException.class)
        .hasMessageStartingWith("5 of 6 rows (83.3 %) cannot be mapped")
        .hasMessageContaining("timestamp_unreadable 1 (such as a.csv: {\"user\":\"u\"")
        .hasMessageContaining("timestamp_out_of_range 1")
        .hasMessageContaining("user_missing 1")
        .hasMessageContaining("event_missing 1")
        .hasMessageContaining("malformed_row 1 (such as a.csv: u,i)");
    assertThat(fixture.files("events")).isEmpty();
  }

  @Test
  void landsTheGoodRowsWhenFewFail() {
    fixture.source("a.csv", HEADER, "u,i,View,2026-01-05 10:00:00", "u,i,View,yesterday");

    ImportSummary summary = fixture.importWith("max_error_share = 0.5, " + MAPPING);

    assertThat(summary.tally().errors()).containsEntry("timestamp_unreadable", 1L).hasSize(1);
    assertThat(summary.landed().events()).isEqualTo(1);
    assertThat(ImportFixture.parse(summary.json()).at("/errors/timestamp_unreadable").asInt())
        .isEqualTo(1);
    assertThat(summary.text()).contains("error timestamp_unreadable").contains("yesterday");
  }

  @Test
  void mapsAndCountsOnlyInADryRun() {
    fixture.source("a.csv", HEADER, "u,i,View,2026-01-05 10:00:00", "u,i,View,yesterday");

    ImportSummary summary = fixture.dryRun(MAPPING);

    assertThat(summary.sample().orElseThrow().rows())
        .singleElement()
        .satisfies(row -> assertThat(row.event().orElse("")).contains("\"userId\":\"u\""))
        .satisfies(row -> assertThat(row.item()).isEmpty());
    assertThat(summary.tally().errors()).containsEntry("timestamp_unreadable", 1L);
    assertThat(fixture.files("events")).isEmpty();
  }

  @Test
  void printsARowThatFailsOnceInADryRunAndHowManyFail() {
    fixture.source("a.csv", HEADER, "u,i,View,2026-01-05 10:00:00", "u,i,View,yesterday");
    PrintStream stderr = System.err;
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    String printed;
    try {
      System.setErr(new PrintStream(progress, true, StandardCharsets.UTF_8));
      printed = fixture.dryRun(MAPPING).text();
    } finally {
      System.setErr(stderr);
    }

    assertThat((printed + progress.toString(StandardCharsets.UTF_8)).split("yesterday", -1))
        .hasSize(2);
    assertThat(printed)
        .contains("rows read                  2\n")
        .contains("rows that fail             1\nerror timestamp_unreadable  1 rows\n  a.csv: {");
  }

  @Test
  void saysThatNoRowFails() {
    fixture.source("a.csv", HEADER, "u,i,View,2026-01-05 10:00:00");
    assertThat(fixture.dryRun(MAPPING).text()).contains("rows that fail             0\n");
    assertThat(fixture.importWith(MAPPING).text()).contains("rows that fail             0\n");
  }

  @Test
  void showsBothWhatARowGivesAndTenRowsInTurnFromEveryInput() {
    String[] lines = new String[21];
    lines[0] = HEADER;
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "u" + i + ",i" + i + ",Item Viewed,2026-01-05 10:00:00";
    }
    fixture.source("a.csv", lines);
    fixture.source("b.csv", HEADER, "v,j,Item Viewed,2026-01-05 10:00:00");
    fixture.source("c.csv", lines);
    String mapping =
        """
        inputs = [
          { files = "a.csv", EVENT, item { item_id = item, title = event } }
          { files = "b.csv", EVENT }
          { files = "c.csv", item { item_id = item } }
        ]
        """
            .replace("EVENT", EVENT);

    ImportSummary summary = fixture.dryRun(mapping);

    assertThat(summary.sample().orElseThrow().rows())
        .extracting(ImportSummary.Mapped::input)
        .containsExactly(
            "inputs[0]",
            "inputs[1]",
            "inputs[2]",
            "inputs[0]",
            "inputs[2]",
            "inputs[0]",
            "inputs[2]",
            "inputs[0]",
            "inputs[2]",
            "inputs[0]");
    assertThat(summary.text())
        .contains("dry run, nothing landed; 10 mapped rows:\n  inputs[0] event {\"messageId\":")
        .contains("  inputs[0] item  {\"item_id\":\"i1\",\"title\":\"Item Viewed\"}\n")
        .contains("  inputs[2] item  {\"item_id\":\"i1\"}\n");
  }

  @Test
  void warnsOfEventNamesWithoutAMeaning() {
    fixture.source(
        "a.csv",
        HEADER,
        "u,i,Item Viewed,2026-01-05 10:00:00",
        "u,i,View,2026-01-05 10:00:00",
        "u,j,View,2026-01-05 10:00:00",
        "u,j,Buy,2026-01-05 10:00:00",
        "u,j,Lost,yesterday");

    ImportSummary summary = fixture.dryRun("max_error_share = 1, " + MAPPING);

    assertThat(summary.tally().unmapped()).isEqualTo(Map.of("View", 2L, "Buy", 1L));
    assertThat(summary.text())
        .contains("warning: conf/events.conf gives these event names no meaning")
        .contains("  \"View\"                                   2\n");
    assertThat(ImportFixture.parse(summary.json()).at("/unmapped_events/View").asInt())
        .isEqualTo(2);
  }

  @Test
  void warnsOfNothingWhenEveryNameHasAMeaning() {
    fixture.source("a.csv", HEADER, "u,i,Item Viewed,2026-01-05 10:00:00");
    assertThat(fixture.dryRun(MAPPING).text()).doesNotContain("warning");
  }

  @Test
  void readsFilesWhoseColumnsStandInAnotherOrder() {
    fixture.source("a.csv", HEADER, "u,i,View,2026-01-05 10:00:00");
    fixture.source("b.csv", "time,event,item,user", "2026-01-05 11:00:00,View,j,v");

    fixture.importWith(MAPPING);

    assertThat(fixture.object("events", "/userId", "v").at("/properties/item_id").asText())
        .isEqualTo("j");
  }

  @Test
  void takesTimesWithoutAZoneInTheZoneOfTheMapping() {
    fixture.source(
        "a.csv", HEADER, "u,i,View,2026-01-05 00:30:00", "v,i,View,2026-01-05T00:30:00Z");

    fixture.importWith("zone = \"Europe/Berlin\", " + MAPPING);

    assertThat(fixture.object("events", "/userId", "u").at("/timestamp").asText())
        .isEqualTo("2026-01-04T23:30:00.000Z");
    assertThat(fixture.lines("events")).containsOnlyKeys("2026-01-04", "2026-01-05");
    assertThat(fixture.object("events", "/userId", "v").at("/timestamp").asText())
        .isEqualTo("2026-01-05T00:30:00.000Z");
  }

  @Test
  void readsJsonLinesWithNestedFieldsAndTheirOwnConsent() {
    fixture.source(
        "a.jsonl",
        "{\"who\":{\"id\":7},\"what\":\"x\",\"when\":\"2026-01-05T10:00:00Z\",\"ok\":{\"marketing\":false}}",
        "{\"who\":{\"id\":8},\"what\":\"y\",\"when\":\"2026-01-05T10:00:00Z\"}");
    String mapping =
        "inputs = [{ format = json, event { event = \"'Item Viewed'\", user_id = who.id,"
            + " timestamp = when, properties { item_id = what }, context { consent {"
            + " categoryPreferences = ok } } } }]";

    fixture.importWith(mapping);

    JsonNode own = fixture.object("events", "/userId", "7").at("/context/consent");
    assertThat(own.toString()).isEqualTo("{\"categoryPreferences\":{\"marketing\":false}}");
    assertThat(fixture.object("events", "/userId", "8").at("/context/consent/source").asText())
        .isEqualTo("import");
    fixture.importWith("consent = from-events, " + mapping);
    assertThat(fixture.objects("events"))
        .filteredOn(e -> e.at("/userId").asText().equals("8"))
        .anySatisfy(e -> assertThat(e.has("context")).isFalse());
  }

  @Test
  void readsParquet(SparkSession spark) {
    spark
        .sql("select 'u' as who, timestamp'2026-01-05 10:00:00Z' as at, array('a', 'b') as seen")
        .write()
        .parquet(fixture.sources().resolve("log").toUri().toString());

    fixture.importWith(
        "inputs = [{ files = \"*.parquet\", format = parquet, event { type = \"'page'\","
            + " user_id = who, timestamp = at, properties { seen = seen } } }]");

    JsonNode event = fixture.objects("events").get(0);
    assertThat(event.at("/type").asText()).isEqualTo("page");
    assertThat(event.at("/properties/seen").toString()).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void landsTheLastRowOfAnItemOnTheDayGiven() {
    fixture.source("items.csv", "id,name,tag", "x,old,a", "x,new,b", "y,other,");
    Path mapping =
        fixture.mapping(
            "inputs = [{ item { item_id = id, title = name, tags = tag, properties { n = \"1\" } } }]");
    assertThatThrownBy(() -> fixture.importWith(mapping))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--day");

    fixture.importWith(mapping, LocalDate.of(2026, 1, 5));

    assertThat(fixture.lines("items"))
        .containsEntry(
            "2026-01-05",
            List.of(
                "{\"item_id\":\"x\",\"tags\":[\"b\"],\"title\":\"new\",\"properties\":{\"n\":1}}",
                "{\"item_id\":\"y\",\"title\":\"other\",\"properties\":{\"n\":1}}"));
  }

  @Test
  void namesTheKeyOfAnExpressionThatDoesNotFit() {
    fixture.source("a.csv", HEADER, "u,i,View,2026-01-05 10:00:00");
    assertThatThrownBy(() -> fixture.importWith(MAPPING.replace("user_id = user", "user_id = usr")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("inputs[0].event.user_id = usr: ")
        .hasMessageContaining("columns of the file: user, item, event, time");
    assertThatThrownBy(
            () -> fixture.importWith(MAPPING.replace("= time", "= \"cast(time as bigint)\"")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gives bigint, not a moment; say how it counts with time_format =");
    assertThatThrownBy(
            () -> fixture.importWith(MAPPING.replace("{ event {", "{ keep = item, event {")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("inputs[0].keep = item: gives string; a condition is needed");
  }

  @Test
  void saysThatNothingMatches() {
    fixture.source("a.txt", "x");
    assertThatThrownBy(() -> fixture.importWith("inputs = [{ files = \"*.csv\", " + EVENT + " }]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("match *.csv; left out:")
        .hasMessageContaining("a.txt (no input of the mapping matches its name)");
    assertThatThrownBy(
            () ->
                fixture.run(ImportRequest.of(fixture.mapping(MAPPING), List.of("/nowhere/at/all"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("/nowhere/at/all does not exist");
  }

  @Test
  void refusesACutFileWhole() {
    byte[] whole =
        ImportFixture.gzip(
            IntStream.range(0, 20_000)
                .mapToObj(i -> i == 0 ? HEADER : "u" + i + ",i,View,2026-01-05 10:00:00")
                .toArray(String[]::new));
    fixture.source("a.csv.gz", Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> fixture.importWith(MAPPING))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining("cannot be read to its end")
        .hasMessageContaining("a.csv.gz");
    assertThat(fixture.files("events")).isEmpty();
  }

  @Test
  void readsFilesWithOddNamesAndLeavesOutEmptyOnes() {
    fixture.source("a [1] {x}.csv", HEADER, "u,i,View,2026-01-05 10:00:00");
    fixture.source("empty.csv", new byte[0]);

    ImportSummary summary = fixture.importWith(MAPPING);

    assertThat(summary.landed().events()).isEqualTo(1);
    assertThat(summary.filesLeftOut()).singleElement().asString().endsWith("empty.csv (empty)");
  }

  @Test
  void splitsALargeDayTheSameWayEveryTime(SparkSession spark) {
    List<Row> rows =
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    RowFactory.create(
                        "events",
                        java.sql.Date.valueOf("2026-01-05"),
                        new java.sql.Timestamp(i),
                        null,
                        ("{\"i\":" + i + "}").getBytes(StandardCharsets.UTF_8)))
            .toList();
    LandingWriter writer =
        new LandingWriter(
            lake.lake().uri(), new SerializableConfiguration(new Configuration()), 10);

    List<Row> written =
        writer.write(spark.createDataFrame(rows, MappedRows.LINES_SCHEMA), 3).collectAsList();
    writer.write(spark.createDataFrame(rows, MappedRows.LINES_SCHEMA), 1).collectAsList();

    assertThat(written)
        .extracting(r -> r.<Long>getAs(MappedRows.LINES))
        .containsExactly(10L, 10L, 5L);
    assertThat(fixture.files("events")).hasSize(3);
  }
}

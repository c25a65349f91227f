package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.contract.Surroundings;
import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.IngestItemsJob;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Exports of other systems, small ones, through the shipped mappings: what is landed stands beside
 * the sources in {@code src/test/resources/import}, and the night takes all of it.
 */
@ExtendWith(SparkSessionExtension.class)
class ForeignLogsIT {

  private static final Path SAMPLES = Path.of("src/test/resources/import");

  private TestLake lake;
  private ImportFixture fixture;

  @BeforeEach
  void openLake(TestLake lake) {
    this.lake = lake;
    this.fixture = new ImportFixture(lake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open-bandit | 4 | 0 | ''                | ''",
        "ga4         | 6 | 1 | 'purchase scroll' | ''",
        "mixpanel    | 5 | 0 | '$mp_web_page_view Purchase' | ''",
        "snowplow    | 7 | 2 | add_to_cart       | ''",
        "personalize | 6 | 0 | Wave              | users.csv",
      })
  void landsWhatTheOtherSystemRecorded(
      String mapping, long read, long keptOut, String unmapped, String leftOut) throws IOException {
    Path sample = SAMPLES.resolve(mapping);

    ImportSummary summary =
        fixture.run(
            ImportRequest.of(
                ImportFixture.SHIPPED.resolve(mapping + ".conf"),
                List.of(sample.resolve("source").toAbsolutePath().toString())));

    assertThat(summary.tally().read()).isEqualTo(read);
    assertThat(summary.tally().keptOut()).isEqualTo(keptOut);
    assertThat(summary.tally().errors()).isEmpty();
    assertThat(String.join(" ", new TreeSet<>(summary.tally().unmapped().keySet())))
        .isEqualTo(unmapped);
    assertThat(summary.filesLeftOut()).allMatch(file -> file.contains(leftOut));
    assertThat(summary.filesLeftOut()).hasSize(leftOut.isEmpty() ? 0 : 1);
    assertThat(fixture.objects("events")).containsExactlyElementsOf(lines(sample, "events.jsonl"));
    assertThat(fixture.objects("items"))
        .containsExactlyInAnyOrderElementsOf(lines(sample, "items.jsonl"));
    assertThatTheNightTakesAllOfIt(summary);
  }

  private void assertThatTheNightTakesAllOfIt(ImportSummary summary) {
    NightContext night =
        new NightContext(
            lake.lake(), TestNight.settings(), LocalDate.parse(summary.tally().lastDay()));
    IngestItemsJob.run(night);
    IngestEventsJob.run(night);

    assertThat(lake.lake().read(Quarantine.TABLE).collectAsList()).isEmpty();
    assertThat(lake.lake().read(BronzeItems.TABLE).count())
        .isEqualTo(fixture.objects("items").size());
    List<Row> bronze = lake.lake().read(Events.TABLE).collectAsList();
    assertThat(bronze).hasSize(fixture.objects("events").size());
    for (Row row : bronze) {
      JsonNode landed = fixture.landed(row.getAs(Events.SOURCE), row.<Long>getAs(Events.LINE));
      boolean isMapped = row.<String>getAs(Events.RULE).isEmpty() && landed.has("properties");
      assertThat(taken(row)).isEqualTo(sent(landed, isMapped));
    }
  }

  private static Map<String, Object> taken(Row row) {
    Map<String, Object> fields = new TreeMap<>();
    for (String column :
        List.of(
            Events.TYPE,
            Events.EVENT,
            Events.DEVICE,
            Events.OS,
            Events.LOCALE,
            Events.TIMEZONE,
            Events.PAGE_PATH,
            Events.CAMPAIGN,
            Events.RECOMMENDATION_ID)) {
      fields.put(column, String.valueOf((Object) row.getAs(column)));
    }
    fields.put("at", ((Timestamp) row.getAs(Events.OCCURRED_AT)).toInstant());
    fields.put("personalization", row.getAs(Events.CONSENT_PERSONALIZATION));
    fields.put("marketing", row.getAs(Events.CONSENT_MARKETING));
    fields.put("guest", row.getAs(Events.USER_KEY) == null);
    fields.put(
        "items",
        row.<Row>getList(row.fieldIndex(Events.ITEMS)).stream()
            .map(
                item ->
                    item.getAs(Events.ITEM_ID)
                        + " "
                        + item.getAs(Events.POSITION)
                        + " "
                        + item.getAs(Events.QUANTITY)
                        + " "
                        + item.getAs(Events.RATING)
                        + " "
                        + item.getAs(Events.PROPENSITY))
            .toList());
    return fields;
  }

  private static Map<String, Object> sent(JsonNode event, boolean isMapped) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put(Events.TYPE, event.at("/type").asText());
    fields.put(Events.EVENT, event.at("/event").asText("null"));
    fields.put(Events.DEVICE, event.at("/context/device/type").asText("null"));
    fields.put(
        Events.OS,
        String.valueOf(
            Surroundings.os(
                event.at("/context/os/name").textValue(),
                event.at("/context/userAgent").textValue())));
    fields.put(Events.LOCALE, event.at("/context/locale").asText("null"));
    fields.put(Events.TIMEZONE, event.at("/context/timezone").asText("null"));
    fields.put(Events.PAGE_PATH, event.at("/context/page/path").asText("null"));
    fields.put(Events.CAMPAIGN, event.at("/context/campaign/name").asText("null"));
    fields.put(Events.RECOMMENDATION_ID, event.at("/properties/recommendation_id").asText("null"));
    fields.put("at", Instant.parse(event.at("/timestamp").asText()));
    JsonNode consent = event.at("/context/consent/categoryPreferences");
    fields.put("personalization", consent.at("/personalization").asBoolean());
    fields.put("marketing", consent.at("/marketing").asBoolean());
    fields.put("guest", !event.has("userId"));
    List<String> items = new ArrayList<>();
    if (isMapped) {
      JsonNode properties = event.at("/properties");
      properties.path("items").forEach(item -> items.add(item(item)));
      if (items.isEmpty()) {
        items.add(item(properties));
      }
    }
    fields.put("items", items);
    return fields;
  }

  private static String item(JsonNode item) {
    return item.at("/item_id").asText()
        + " "
        + number(item, "position")
        + " "
        + number(item, "quantity")
        + " "
        + number(item, "rating")
        + " "
        + number(item, "propensity");
  }

  private static String number(JsonNode item, String field) {
    return item.has(field) ? item.get(field).asText() : "null";
  }

  private static List<JsonNode> lines(Path sample, String file) throws IOException {
    return Files.readAllLines(sample.resolve(file)).stream().map(ImportFixture::parse).toList();
  }
}

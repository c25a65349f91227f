package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.TestEvent;
import dev.nightjar.etl.rules.EventMappingConfig;
import dev.nightjar.etl.rules.IngestRules;
import dev.nightjar.etl.tables.Events;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class EventParserTest {

  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final LandedFile FILE =
      new LandedFile("landing/events/dt=2026-01-05/a.jsonl", LocalDate.of(2026, 1, 5), 1, "");

  private final EventParser parser =
      new EventParser(
          new IngestRules(Duration.ofMinutes(10), 1990, 512, 1 << 20, List.of("bot")),
          EventMappingConfig.shipped(),
          PseudonymKeys.of(SECRET));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          json.malformed      | {"type":"track"
          json.malformed      | 2026-01-05,u1,view
          json.trailing_text  | {"type":"page","userId":"u1"} x
          json.trailing_text  | {"type":"page","userId":"u1"}{"type":"page"}
          json.duplicate_key  | {"type":"page","type":"track","userId":"u1"}
          json.not_object     | [{"type":"page","userId":"u1"}]
          json.not_object     | 17
          type.missing        | {}
          field.other_case:type | {"Type":"page","userId":"u1"}
          type.unknown        | {"type":"tracks","userId":"u1"}
          event.missing       | {"type":"track","userId":"u1"}
          collector.too_large | {"type":"page","userId":"u1","_refused":{"code":"too_large"}}
          collector.unknown   | {"type":"page","userId":"u1","_refused":{"code":"a person's name"}}
          collector.unknown   | {"_refused":true}
          id.missing          | {"type":"page"}
          id.missing          | {"type":"page","userId":null}
          id.missing          | {"type":"page","userId":"null"}
          id.missing          | {"type":"page","userId":"  "}
          id.missing          | {"type":"page","anonymousId":"00000000-0000-0000-0000-000000000000"}
          id.missing          | {"type":"page","userId":"Anonymous"}
          id.control_character| {"type":"page","userId":"u\\u0000x"}
          field.wrong_type:type   | {"type":7,"userId":"u1"}
          field.wrong_type:userId | {"type":"page","userId":17}
          field.wrong_type:context| {"type":"page","userId":"u1","context":"web"}
          field.wrong_type:context.device.type | {"type":"page","userId":"u1","context":{"device":{"type":1}}}
          timestamp.invalid   | {"type":"page","userId":"u1","timestamp":1767600000}
          timestamp.invalid   | {"type":"page","userId":"u1","timestamp":"yesterday"}
          timestamp.invalid   | {"type":"page","userId":"u1","timestamp":"2026-01-05T10:00:00"}
          timestamp.invalid   | {"type":"page","userId":"u1","timestamp":"2026-02-30T10:00:00Z"}
          timestamp.future    | {"type":"page","userId":"u1","timestamp":"2026-01-05T10:11:00Z","receivedAt":"2026-01-05T10:00:00Z"}
          timestamp.future    | {"type":"page","userId":"u1","timestamp":"2026-01-06T00:11:00Z"}
          timestamp.out_of_range | {"type":"page","userId":"u1","timestamp":"0000-01-01T00:00:00Z"}
          timestamp.out_of_range | {"type":"page","userId":"u1","timestamp":"1970-01-01T00:00:00Z"}
          timestamp.future       | {"type":"page","userId":"u1","timestamp":"9999-12-31T00:00:00Z"}
          """)
  void refusesByRule(String rule, String line) {
    assertThat(refusal(line).rule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          item.missing                           | /properties            | {}
          item.missing                           | /properties            | {"items":[]}
          item.missing                           | /properties            | {"items":[{"item_id":"a"},{"position":2}]}
          field.wrong_type:properties            | /properties            | []
          field.wrong_type:properties.item_id    | /properties/item_id    | 17
          field.wrong_type:properties.items      | /properties/items      | {"item_id":"a"}
          field.wrong_type:properties.items      | /properties/items      | ["a"]
          field.wrong_type:properties.value      | /properties/value      | "12.50"
          field.wrong_type:properties.rating     | /properties/rating     | true
          field.out_of_range:properties.position | /properties/position   | 1.5
          field.wrong_type:context.consent.categoryPreferences.personalization | /context/consent/categoryPreferences/personalization | "yes"
          """)
  void refusesMappedEventsWithBrokenItemsByRule(String rule, String pointer, String json) {
    String line = TestEvent.view("u1", "i1", "2026-01-05T10:00:00Z").at(pointer, json).line();
    assertThat(refusal(line).rule()).isEqualTo(rule);
  }

  @Test
  void refusesAnItemIdOfTenThousandCharacters() {
    String id = "x".repeat(10_000);
    Refusal refusal =
        refusal(TestEvent.view("u1", id, "2026-01-05T10:00:00Z").without("messageId").line());
    assertThat(refusal.rule()).isEqualTo("id.too_long");
    assertThat(refusal.detail()).isEqualTo("properties.item_id has 10000 characters");
  }

  @Test
  void refusesANumberTooLargeForADouble() {
    String line =
        TestEvent.view("u1", "i1", "2026-01-05T10:00:00Z")
            .at("/properties/value", "12345")
            .line()
            .replace("12345", "1e999");
    assertThat(refusal(line).rule()).isEqualTo("field.out_of_range:properties.value");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> StrictJson.decode(new byte[] {'{', (byte) 0xC3, 0x28, '}'}));
    assertThat(refusal.rule()).isEqualTo("encoding.invalid");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 100_000})
  void refusesDeepNestingWithoutFailing(int depth) {
    String line = "{\"type\":\"page\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    assertThat(refusal(line).rule()).isEqualTo("json.malformed");
  }

  @Test
  void typesAndPseudonymisesAnEvent() throws Refusal {
    Row row =
        parse(
            TestEvent.view("u1", "i1", "2026-01-05T10:00:00+01:00")
                .at("/context/sessionId", "\"s1\"")
                .at("/context/device", "{\"type\":\"Mobile\"}")
                .at("/context/locale", "\"de-AT\"")
                .at("/context/page", "{\"path\":\"/a?user=u1\"}")
                .at("/properties/colour", "\"red\"")
                .at("/properties/email", "\"a@b.example\"")
                .line());
    Pseudonymizer pseudonyms = new Pseudonymizer(SECRET);
    assertThat(value(row, Events.USER_KEY)).isEqualTo(pseudonyms.pseudonym("u1"));
    assertThat(value(row, Events.ANONYMOUS_KEY)).isNull();
    assertThat(value(row, Events.SESSION_KEY)).isEqualTo(pseudonyms.pseudonym("s1"));
    assertThat(value(row, Events.OCCURRED_AT))
        .isEqualTo(Timestamp.from(Instant.parse("2026-01-05T09:00:00Z")));
    assertThat(value(row, Events.EVENT_DATE)).isEqualTo(Date.valueOf("2026-01-05"));
    assertThat(value(row, Events.DEVICE)).isEqualTo("mobile");
    assertThat(value(row, Events.COUNTRY)).isEqualTo("AT");
    assertThat(value(row, Events.PAGE_PATH)).isEqualTo("/a");
    assertThat(value(row, Events.CONSENT_PERSONALIZATION)).isEqualTo(true);
    assertThat(value(row, Events.RULE)).isEqualTo("");
    assertThat(map(row, Events.PROPERTIES)).isEqualTo(Map.of("colour", "red"));
    assertThat(row.getList(at(Events.ITEMS))).hasSize(1);
  }

  @Test
  void keepsOfMachineAndPageBeforeTheCoarseWordAlone() throws Refusal {
    Row row =
        parse(
            TestEvent.view("u1", "i1", "2026-01-05T10:00:00Z")
                .at("/context/locale", "\"de-AT\"")
                .at("/context/os", "{\"name\":\"Windows 11\"}")
                .at("/context/userAgent", "\"Mozilla/5.0 (X11; Linux) Firefox/121.0\"")
                .at("/context/page", "{\"referrer\":\"https://www.Search.example/u1?q=u1\"}")
                .line());
    assertThat(value(row, Events.OS)).as("what is said").isEqualTo("windows");
    assertThat(value(row, Events.BROWSER)).isEqualTo("firefox");
    assertThat(value(row, Events.REFERRER)).isEqualTo("search.example");
    assertThat(value(row, Events.LANGUAGE)).isEqualTo("de");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"https://ann-17.mail.example/\"", "\"http://10.0.0.7/\"", "17", "\"a b\""})
  void keepsNoHostThatNamesAnybodyOrNothing(String referrer) throws Refusal {
    Row row =
        parse(
            TestEvent.view("ann-17", "i1", "2026-01-05T10:00:00Z")
                .at("/context/page", "{\"referrer\":" + referrer + "}")
                .line());
    assertThat(value(row, Events.REFERRER)).isNull();
  }

  @Test
  void takesTheArrivalDayWhereNoTimeWasSent() throws Refusal {
    Row row = parse("{\"type\":\"page\",\"userId\":\"u1\"}");
    assertThat(value(row, Events.OCCURRED_AT))
        .isEqualTo(Timestamp.from(Instant.parse("2026-01-05T00:00:00Z")));
  }

  @Test
  void keepsUnmappedEventsWhateverTheirItems() throws Refusal {
    Row row =
        parse(
            TestEvent.view("u1", "i1", "2026-01-05T10:00:00Z")
                .with("event", "Wheel Spun")
                .at("/properties/item_id", "17")
                .line());
    assertThat(value(row, Events.RULE)).isEqualTo("event.unmapped");
    assertThat(row.getList(at(Events.ITEMS))).isEmpty();
  }

  @Test
  void hashesTheCanonicalEventWhereNoMessageIdWasSent() throws Refusal {
    String one = "{\"type\":\"page\",\"userId\":\"u1\",\"timestamp\":\"2026-01-05T10:00:00Z\"}";
    String reordered =
        "{\"receivedAt\":\"2026-01-05T10:00:09Z\","
            + " \"timestamp\":\"2026-01-05T10:00:00Z\",\"userId\":\"u1\",\"type\":\"page\"}";
    String other = one.replace("u1", "u2");
    assertThat(value(parse(reordered), Events.MESSAGE_ID))
        .isEqualTo(value(parse(one), Events.MESSAGE_ID));
    assertThat(value(parse(other), Events.MESSAGE_ID))
        .isNotEqualTo(value(parse(one), Events.MESSAGE_ID));
  }

  @Test
  void masksIdsInWhatTheQuarantineKeeps() throws Refusal {
    String line =
        "{\"type\":\"track\",\"userId\":\"ann-17\",\"traits\":{\"email\":\"a@b.example\"},\"properties\":{\"note\":\"of"
            + " ann-17\"}}";
    String masked = Privacy.mask(StrictJson.object(line));
    assertThat(masked).contains("\"type\":\"track\"").contains("of ***");
    assertThat(masked).doesNotContain("ann-17").doesNotContain("a@b");
    assertThat(Privacy.shape("{\"type\":\"track\",\"userId\":\"ann-17\",\"timesta"))
        .isEqualTo("{\"type\":\"track\",\"aaaaaa\":\"aaa-99\",\"aaaaaaa");
  }

  @Test
  void recognisesRobotsByTheirAgent() throws Refusal {
    Row row =
        parse(
            TestEvent.view("u1", "i1", "2026-01-05T10:00:00Z")
                .at("/context/userAgent", "\"Googlebot/2.1\"")
                .line());
    assertThat(value(row, Events.BOT_AGENT)).isEqualTo(true);
  }

  private Row parse(String line) throws Refusal {
    return Landing.row(parser.schema(), parser.parse(StrictJson.object(line), FILE, 1).row());
  }

  private Refusal refusal(String line) {
    return catchThrowableOfType(Refusal.class, () -> parse(line));
  }

  private Object value(Row row, String column) {
    return row.get(at(column));
  }

  private int at(String column) {
    return parser.schema().fieldIndex(column);
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> map(Row row, String column) {
    return CollectionConverters.asJava((scala.collection.Map<String, String>) value(row, column));
  }
}

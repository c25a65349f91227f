package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.settings.ConfigurationException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What mapping files can say beyond columns and expressions. */
@ExtendWith(SparkSessionExtension.class)
class MappingLanguageIT {

  private static final String ORDERS =
      """
      {"order":"o1","who":"ann","at":"2026-01-05T10:00:00Z","lines":[{"sku":"tea","n":2},{"sku":"mug","n":1}]}
      {"order":"o2","who":"bob","at":"2026-01-06T10:00:00Z","lines":[]}
      {"order":"o3","who":"cid","at":"2026-01-07T10:00:00Z"}
      {"order":"o4","who":"dan","at":"2026-01-08T10:00:00Z","lines":[{"sku":"mug","n":3}]}
      """;

  private ImportFixture fixture;

  @BeforeEach
  void openLake(TestLake lake) {
    this.fixture = new ImportFixture(lake);
  }

  @Test
  void readsTheRowsThatADeltaTableHasNow(SparkSession spark) {
    String table = fixture.sources().resolve("shop/orders").toUri().toString();
    spark
        .sql(
            "select * from values ('ann', 'tea', timestamp'2026-01-05 10:00:00Z'),"
                + " ('bob', 'mug', timestamp'2026-01-06 10:00:00Z') as t(who, what, at)")
        .write()
        .format("delta")
        .save(table);
    spark.sql("delete from delta.`" + table + "` where who = 'bob'");
    fixture.source("other.csv", "who,what,at", "cid,cup,2026-01-07 10:00:00");
    String mapping =
        "inputs = [{ files = orders, format = delta, event { event = \"'Item Viewed'\","
            + " user_id = who, timestamp = at, properties { item_id = what } } }]";

    ImportSummary summary = fixture.importWith(mapping);

    assertThat(summary.filesRead()).isEqualTo(1);
    assertThat(summary.filesLeftOut()).singleElement().asString().contains("other.csv");
    assertThat(fixture.objects("events"))
        .extracting(e -> e.at("/userId").asText())
        .containsExactly("ann");
    assertThatThrownBy(() -> fixture.importWith(mapping.replace("delta", "parquet")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("orders (a Delta table, and no input with format = delta matches");
  }

  @Test
  void givesFixedValuesNamesAndLooksValuesUpInTables() {
    fixture.source(
        "a.csv",
        "user,item,event,grade,time",
        "u,i,add to cart,good,2026-01-05 10:00:00",
        "u,i,wave,poor,2026-01-05 11:00:00");

    fixture.importWith(
        """
        constants { shop = north, scale = 10 }
        values {
          kind { view = "Item Viewed", "add to cart" = "Product Added" }
          stars { good = 8, bad = 2 }
        }
        inputs = [{ event {
          event = "coalesce(kind[event], event)", user_id = user, timestamp = time
          properties { item_id = item, rating = "stars[grade]", rating_max = scale, shop = shop }
        } }]
        """);

    JsonNode known = fixture.object("events", "/event", "Product Added").at("/properties");
    assertThat(known.toString())
        .isEqualTo("{\"item_id\":\"i\",\"rating\":8.0,\"rating_max\":10,\"shop\":\"north\"}");
    JsonNode unknown = fixture.object("events", "/event", "wave").at("/properties");
    assertThat(unknown.has("rating")).isFalse();
  }

  @Test
  void refusesANameThatTheFileHasAlready() {
    fixture.source("a.csv", "user,item,time", "u,i,2026-01-05 10:00:00");
    String event = "event { event = \"'Item Viewed'\", user_id = user, timestamp = time }";
    assertThatThrownBy(
            () -> fixture.importWith("constants { Item = x }, inputs = [{ " + event + " }]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("constants: Item is taken by another column")
        .hasMessageContaining("columns of the file: user, item, time");
    assertThatThrownBy(
            () ->
                fixture.importWith(
                    "constants { x = 1 }, inputs = [{ names { y = z }, " + event + " }]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("inputs[0].names.y = z: ")
        .hasMessageContaining("names of the mapping: x");
  }

  @Test
  void namesExpressionsThatUseEachOther() {
    fixture.source("a.csv", "user,net,time", "u,10,2026-01-05 10:00:00");
    fixture.importWith(
        """
        inputs = [{
          names { net_amount = "cast(net as double)", gross = "round(net_amount * 1.2, 2)" }
          keep = "gross > 11"
          event {
            event = "'Order Completed'", user_id = user, timestamp = time
            properties { item_id = "'x'", value = gross }
          }
        }]
        """);
    assertThat(fixture.objects("events").get(0).at("/properties/value").asDouble()).isEqualTo(12);
  }

  @Test
  void readsTimesAsEachInputWritesThem() {
    fixture.source("seconds.csv", "user,time", "s,1767607200", "t,99999999999999999999", "v,soon");
    fixture.source("millis.jsonl", "{\"user\":\"m\",\"time\":1767607200500}");
    fixture.source("berlin.csv", "user,time", "b,05/01/2026 11:00", "c,2026-01-05T10:00:00Z");
    fixture.source("tokyo.csv", "user,time", "k,2026-01-05 19:00:00");
    String event = "event { event = \"'Item Viewed'\", user_id = user, timestamp = time }";

    ImportSummary summary =
        fixture.importWith(
            """
            max_error_share = 1
            zone = "Asia/Tokyo"
            inputs = [
              { files = "seconds.csv", time_format = unix_seconds, EVENT }
              { files = "millis.jsonl", format = json, time_format = unix_millis, EVENT }
              { files = "berlin.csv", zone = "Europe/Berlin", time_format = ["dd/MM/yyyy HH:mm", iso], EVENT }
              { files = "tokyo.csv", EVENT }
            ]
            """
                .replace("EVENT", event));

    assertThat(summary.tally().errors()).containsEntry("timestamp_unreadable", 2L).hasSize(1);
    assertThat(fixture.objects("events"))
        .extracting(e -> e.at("/userId").asText() + " " + e.at("/timestamp").asText())
        .containsExactlyInAnyOrder(
            "s 2026-01-05T10:00:00.000Z",
            "m 2026-01-05T10:00:00.500Z",
            "b 2026-01-05T10:00:00.000Z",
            "c 2026-01-05T10:00:00.000Z",
            "k 2026-01-05T10:00:00.000Z");
  }

  @Test
  void readsTheMomentsOfARecordTheSameWay() {
    fixture.source("items.csv", "id,since", "x,1767607200");
    fixture.source("events.csv", "user,time", "u,2026-01-05 10:00:00");
    fixture.importWith(
        """
        inputs = [
          { files = "items.csv", time_format = unix_seconds, item { item_id = id, published_at = since } }
          { event { event = "'Item Viewed'", user_id = user, timestamp = time } }
        ]
        """);
    assertThat(fixture.lines("items").get("2026-01-05"))
        .containsExactly("{\"item_id\":\"x\",\"published_at\":\"2026-01-05T10:00:00.000Z\"}");
  }

  @Test
  void givesAnEventAndARecordForEveryElementOfAnArray() {
    fixture.source("orders.jsonl", ORDERS.strip());

    ImportSummary summary =
        fixture.importWith(
            """
            inputs = [{
              format = json
              explode { line = lines }
              event {
                event = "'Order Completed'", user_id = who, timestamp = at
                properties { order_id = order, item_id = line.sku, quantity = line.n, place = line_position }
              }
              item { item_id = line.sku }
            }]
            """);

    assertThat(summary.tally().read()).isEqualTo(4);
    assertThat(summary.tally().keptOut()).isEqualTo(2);
    assertThat(fixture.objects("events"))
        .extracting(e -> e.at("/userId").asText() + e.at("/properties"))
        .containsExactlyInAnyOrder(
            "ann{\"item_id\":\"tea\",\"order_id\":\"o1\",\"place\":1,\"quantity\":2}",
            "ann{\"item_id\":\"mug\",\"order_id\":\"o1\",\"place\":2,\"quantity\":1}",
            "dan{\"item_id\":\"mug\",\"order_id\":\"o4\",\"place\":1,\"quantity\":3}");
    assertThat(fixture.lines("items").get("2026-01-05")).hasSize(2);
  }

  @Test
  void givesOneEventARowAndARecordForEveryElement() {
    fixture.source("orders.jsonl", ORDERS.strip());

    ImportSummary summary =
        fixture.importWith(
            """
            inputs = [{
              format = json
              event {
                event = "'Order Completed'", user_id = who, timestamp = at
                properties { items = "transform(lines, l -> struct(l.sku as item_id, l.n as quantity))" }
              }
              item { explode { line = lines }, item_id = line.sku, title = "upper(line.sku)" }
            }]
            """);

    assertThat(summary.tally().read()).isEqualTo(4);
    assertThat(summary.tally().keptOut()).isZero();
    assertThat(summary.landed().events()).isEqualTo(4);
    assertThat(fixture.object("events", "/userId", "ann").at("/properties/items").toString())
        .isEqualTo("[{\"item_id\":\"tea\",\"quantity\":2},{\"item_id\":\"mug\",\"quantity\":1}]");
    assertThat(fixture.lines("items").get("2026-01-05"))
        .containsExactlyInAnyOrder(
            "{\"item_id\":\"tea\",\"title\":\"TEA\"}", "{\"item_id\":\"mug\",\"title\":\"MUG\"}");
  }

  @Test
  void givesSeveralEventsARowUnderTheirOwnConditions() {
    fixture.source(
        "shown.csv",
        "user,item,click,bought,time",
        "u,i,1,0,2026-01-05 10:00:00",
        "v,j,0,0,2026-01-05 11:00:00",
        "w,k,1,1,2026-01-05 12:00:00",
        "x,,1,1,2026-01-05 12:00:00",
        "y,l,1,1,yesterday");
    String mapping =
        """
        max_error_share = 1
        inputs = [{
          keep = "item is not null"
          events = [
            { event = "'Item Clicked'", when = "click = '1'", user_id = user, timestamp = time }
            { event = "'Order Completed'", when = "bought = '1'", user_id = user, timestamp = time }
          ]
        }]
        """;

    ImportSummary summary = fixture.importWith(mapping);

    assertThat(summary.tally().read()).isEqualTo(5);
    assertThat(summary.tally().keptOut()).isEqualTo(2);
    assertThat(summary.tally().errors()).containsEntry("timestamp_unreadable", 2L);
    assertThat(fixture.objects("events"))
        .extracting(e -> e.at("/userId").asText() + " " + e.at("/event").asText())
        .containsExactlyInAnyOrder("u Item Clicked", "w Item Clicked", "w Order Completed");
    assertThat(fixture.dryRun(mapping).text()).contains("events mapped              3\n");
  }

  @Test
  void countsARowThatGivesOnlyALaterOutputAsRead() {
    fixture.source(
        "a.csv",
        "user,item,kind,time",
        "u,i,show,2026-01-05 10:00:00",
        "u,j,buy,2026-01-05 11:00:00");

    ImportSummary summary =
        fixture.importWith(
            """
            inputs = [{ events = [
              { event = "'Recommendations Shown'", when = "kind = 'show'", user_id = user, timestamp = time }
              { event = "'Order Completed'", when = "kind = 'buy'", user_id = user, timestamp = time }
            ] }]
            """);

    assertThat(summary.tally().read()).isEqualTo(2);
    assertThat(summary.tally().keptOut()).isZero();
    assertThat(summary.landed().events()).isEqualTo(2);
  }

  @Test
  void takesArraysInsideArraysApart() {
    fixture.source(
        "a.jsonl",
        "{\"who\":\"u\",\"at\":\"2026-01-05T10:00:00Z\",\"lists\":[{\"id\":\"top\",\"items\":[\"a\",\"b\"]},"
            + "{\"id\":\"none\",\"items\":[]},{\"id\":\"new\",\"items\":[\"c\"]}]}");
    fixture.importWith(
        """
        inputs = [{
          format = json
          explode { list = lists, item = list.items }
          event {
            event = "'Recommendations Shown'", user_id = who, timestamp = at
            properties { recommendation_id = list.id, item_id = item, position = item_position }
          }
        }]
        """);
    assertThat(fixture.objects("events"))
        .extracting(e -> e.at("/properties").toString())
        .containsExactlyInAnyOrder(
            "{\"item_id\":\"a\",\"position\":1,\"recommendation_id\":\"top\"}",
            "{\"item_id\":\"b\",\"position\":2,\"recommendation_id\":\"top\"}",
            "{\"item_id\":\"c\",\"position\":1,\"recommendation_id\":\"new\"}");
  }

  @Test
  void refusesToTakeApartWhatIsNoArray() {
    fixture.source("a.csv", "user,items,time", "u,a|b,2026-01-05 10:00:00");
    String mapping =
        "inputs = [{ explode { item = items }, event { event = \"'Item Viewed'\", user_id = user,"
            + " timestamp = time, properties { item_id = item } } }]";
    assertThatThrownBy(() -> fixture.importWith(mapping))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("inputs[0].explode.item = items: gives string; an array is needed");
    fixture.importWith(mapping.replace("= items", "= \"split(items, '[|]')\""));
    assertThat(fixture.objects("events")).hasSize(2);
  }

  @Test
  void takesColumnsThatAFileMayLackForNull() {
    fixture.source("a.csv", "USER,ITEM,TIME", "u,i,2026-01-05 10:00:00");
    fixture.source("b.csv", "USER,ITEM,TIME,VALUE", "v,j,2026-01-05 10:00:00,3");
    fixture.importWith(
        """
        inputs = [{
          optional = [VALUE]
          event {
            event = "'Item Viewed'", user_id = USER, timestamp = TIME
            properties { item_id = ITEM, value = "cast(VALUE as double)" }
          }
        }]
        """);
    assertThat(fixture.object("events", "/userId", "u").at("/properties").toString())
        .isEqualTo("{\"item_id\":\"i\"}");
    assertThat(fixture.object("events", "/userId", "v").at("/properties/value").asDouble())
        .isEqualTo(3);
  }

  @Test
  void takesFieldsOfTheSchemaThatNoLineHasForNullAndStillNamesBrokenLines() {
    fixture.source(
        "a.jsonl",
        "{\"user\":\"u\",\"at\":\"1767607200\",\"extra\":{\"x\":1}}",
        "{\"user\":\"v\",\"at\":1767607200,\"page\":{\"path\":\"/p\"}}",
        "{ cut");
    ImportSummary summary =
        fixture.importWith(
            """
            max_error_share = 0.5
            inputs = [{
              format = json
              schema = "user string, login string, at string, page struct<path: string>"
              time_format = unix_seconds
              event {
                event = "'Item Viewed'", user_id = "coalesce(login, user)", timestamp = at
                context { page { path = page.path } }
              }
            }]
            """);
    assertThat(summary.tally().errors()).containsEntry("malformed_row", 1L).hasSize(1);
    assertThat(summary.tally().examples().get("malformed_row"))
        .isEqualTo(List.of("a.jsonl: { cut"));
    assertThat(fixture.lines("events")).containsOnlyKeys("2026-01-05");
    assertThat(fixture.object("events", "/userId", "v").at("/context/page/path").asText())
        .isEqualTo("/p");
  }
}

package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class ShippedMappingsIT {

  private static final String RETAIL_HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

  private ImportFixture fixture;

  @BeforeEach
  void openLake(TestLake lake) {
    this.fixture = new ImportFixture(lake);
  }

  @Test
  void mapsTheGiftShop() {
    fixture.source(
        "2010-12-01.csv.gz",
        ImportFixture.gzip(
            RETAIL_HEADER,
            "536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
            "536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
            "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850.0,France",
            "536414,22139,\"BOX, \"\"LARGE\"\"\",56,2010-12-01 11:52:00,1.25,,United Kingdom"));
    fixture.source(
        "2010-12-02.csv",
        RETAIL_HEADER,
        "C536379,85123A,WHITE HOLDER LARGE,-1,2010-12-02 09:41:00,2.95,14527.0,United Kingdom",
        "536500,22139,damaged?,-5,2010-12-02 10:00:00,0.0,,United Kingdom");

    ImportSummary summary = fixture.importWith(ImportFixture.SHIPPED.resolve("online-retail.conf"));

    assertThat(summary.tally().read()).isEqualTo(6);
    assertThat(summary.tally().keptOut()).isEqualTo(1);
    assertThat(summary.tally().errors()).isEmpty();
    assertThat(summary.landed().events()).isEqualTo(5);
    assertThat(fixture.lines("events")).containsOnlyKeys("2010-12-01", "2010-12-02");
    JsonNode sale = fixture.object("events", "/userId", "17850");
    assertThat(sale.at("/event").asText()).isEqualTo("Order Completed");
    assertThat(sale.at("/timestamp").asText()).isEqualTo("2010-12-01T08:26:00.000Z");
    assertThat(sale.at("/receivedAt")).isEqualTo(sale.at("/timestamp"));
    assertThat(sale.at("/properties/value").asDouble()).isEqualTo(15.3);
    assertThat(sale.at("/context/location/country").asText()).isEqualTo("United Kingdom");
    assertThat(sale.at("/context/consent/source").asText()).isEqualTo("import");
    assertThat(sale.at("/context/consent/categoryPreferences/personalization").asBoolean())
        .isTrue();
    JsonNode nobody = fixture.object("events", "/anonymousId", "invoice-536414");
    assertThat(nobody.has("userId")).isFalse();
    JsonNode returned = fixture.object("events", "/userId", "14527");
    assertThat(returned.at("/event").asText()).isEqualTo("Item Returned");
    assertThat(returned.at("/properties/quantity").asDouble()).isEqualTo(-1);
  }

  @Test
  void landsTheNewestRecordOfAGiftOnTheDayOfItsFirstSale() {
    fixture.source(
        "all.csv",
        RETAIL_HEADER,
        "1,22139,damaged?,-5,2010-12-04 10:00:00,0.0,,United Kingdom",
        "2,22139,OLD NAME,1,2010-12-02 10:00:00,1.0,1.0,United Kingdom",
        "3,22139,NEW NAME,1,2010-12-03 10:00:00,2.0,1.0,United Kingdom",
        "4,85123A,OTHER,1,2010-12-03 10:00:00,2.0,1.0,United Kingdom");

    ImportSummary summary = fixture.importWith(ImportFixture.SHIPPED.resolve("online-retail.conf"));

    assertThat(summary.landed().items()).isEqualTo(2);
    assertThat(fixture.lines("items"))
        .containsOnlyKeys("2010-12-02", "2010-12-03")
        .containsEntry(
            "2010-12-02",
            List.of(
                "{\"item_id\":\"22139\",\"title\":\"NEW NAME\",\"price\":2.0,\"currency\":\"GBP\"}"));
  }

  @Test
  void mapsMovieTweetings() {
    fixture.source(
        "ratings.dat.gz",
        ImportFixture.gzip("1::1074638::7::1365029107", "2::104257::8::1366576639"));
    fixture.source(
        "movies.dat",
        "0104257::A Few Good Men (1992)::Crime|Drama",
        "1074638::\"Sky\" fall (2012)::");

    ImportSummary summary =
        fixture.importWith(ImportFixture.SHIPPED.resolve("movietweetings.conf"));

    assertThat(summary.tally().errors()).isEmpty();
    JsonNode rated = fixture.object("events", "/userId", "2");
    assertThat(rated.at("/event").asText()).isEqualTo("Item Rated");
    assertThat(rated.at("/properties/item_id").asText()).isEqualTo("0104257");
    assertThat(rated.at("/properties/rating").asDouble()).isEqualTo(8);
    assertThat(rated.at("/properties/rating_max").asDouble()).isEqualTo(10);
    assertThat(fixture.lines("items")).containsOnlyKeys("2013-04-03");
    JsonNode film = fixture.object("items", "/item_id", "0104257");
    assertThat(film.at("/title").asText()).isEqualTo("A Few Good Men (1992)");
    assertThat(film.at("/categories").toString()).isEqualTo("[\"Crime\",\"Drama\"]");
    assertThat(film.at("/properties/year").asInt()).isEqualTo(1992);
    JsonNode bare = fixture.object("items", "/item_id", "1074638");
    assertThat(bare.at("/title").asText()).isEqualTo("\"Sky\" fall (2012)");
    assertThat(bare.has("categories")).isFalse();
  }

  @Test
  void mapsMovieLensAndNamesWhatItLeavesOut() {
    fixture.source("ratings.csv", "userId,movieId,rating,timestamp", "1,31,2.5,1260759144");
    fixture.source(
        "movies.csv",
        "movieId,title,genres",
        "31,\"Dangerous Minds, \"\"The\"\" (1995)\",Drama|War",
        "32,Unseen,(no genres listed)");
    fixture.source("tags.csv", "userId,movieId,tag,timestamp", "15,339,bullock,1138537770");

    ImportSummary summary = fixture.importWith(ImportFixture.SHIPPED.resolve("movielens.conf"));

    assertThat(summary.filesLeftOut()).singleElement().asString().contains("tags.csv");
    JsonNode rated = fixture.object("events", "/userId", "1");
    assertThat(rated.at("/properties/rating_threshold").asDouble()).isEqualTo(4);
    assertThat(rated.at("/properties/rating_max").asDouble()).isEqualTo(5);
    assertThat(fixture.object("items", "/item_id", "31").at("/title").asText())
        .isEqualTo("Dangerous Minds, \"The\" (1995)");
    assertThat(fixture.object("items", "/item_id", "32").has("categories")).isFalse();
  }

  @Test
  void mapsAStrangersOwnFile() {
    fixture.source(
        "shop.csv",
        "user,item,event,time",
        "ann,tea,view,2026-01-05 10:00:00",
        "ann,tea,purchase,2026-01-05T10:05:00Z",
        "bob,mug,Item Liked,2026-01-06 23:59:59.5");

    fixture.importWith(ImportFixture.SHIPPED.resolve("example.conf"));

    assertThat(fixture.objects("events"))
        .extracting(e -> e.at("/event").asText())
        .containsExactly("Item Viewed", "Order Completed", "Item Liked");
    assertThat(fixture.object("events", "/userId", "bob").at("/timestamp").asText())
        .isEqualTo("2026-01-06T23:59:59.500Z");
  }

  @Test
  void passesLandedEventsThroughUnchanged() {
    String first = "{\"type\":\"track\",  \"userId\":\"a\",\"timestamp\":\"2026-01-05T10:00:00Z\"}";
    String late =
        "{\"userId\":\"a\",\"timestamp\":\"2026-01-07T00:00:00+02:00\",\"receivedAt\":\"2026-01-09T00:00:00Z\"}";
    String received = "{\"userId\":\"b\",\"receivedAt\":\"2026-01-08T00:00:00Z\"}";
    fixture.source(
        "day.jsonl.gz",
        ImportFixture.gzip("no json before", first, "{ cut", late, "[1]", received));

    ImportSummary summary = fixture.importWith(ImportFixture.SHIPPED.resolve("events.conf"));

    assertThat(summary.landed().events()).isEqualTo(6);
    assertThat(fixture.lines("events").get("2026-01-05"))
        .containsExactlyInAnyOrder("no json before", first, "{ cut");
    assertThat(fixture.lines("events").get("2026-01-06")).containsExactlyInAnyOrder(late, "[1]");
    assertThat(fixture.lines("events").get("2026-01-08")).containsExactly(received);
  }

  @Test
  void keepsBytesOfLandedLinesThatAreNoText() {
    byte[] line = {'{', (byte) 0xff, (byte) 0xfe, '\r', '\n', '{', '}', '\n'};
    fixture.source("a.json", "{\"timestamp\":\"2026-01-05T10:00:00Z\"}");
    fixture.source("b.json", line);

    fixture.importWith(ImportFixture.SHIPPED.resolve("events.conf"));

    assertThat(fixture.lines("events").get("2026-01-05"))
        .containsExactlyInAnyOrder(
            "{\"timestamp\":\"2026-01-05T10:00:00Z\"}", "{\u00ff\u00fe", "{}");
  }

  @Test
  void takesALandingZoneAsItStandsAndKeepsTheOrderOfItems() {
    fixture.source(
        "events/dt=2026-01-05/a.jsonl",
        "{\"userId\":\"a\",\"timestamp\":\"2026-01-05T10:00:00Z\"}");
    fixture.source("items/dt=2026-01-05/z.jsonl", "{\"item_id\":\"x\",\"title\":\"old\"}");
    fixture.source("items/dt=2026-01-06/a.jsonl", "{\"item_id\":\"x\",\"title\":\"new\"}");

    ImportSummary summary = fixture.importWith(ImportFixture.SHIPPED.resolve("events.conf"));

    assertThat(summary.landed().events()).isEqualTo(1);
    assertThat(fixture.lines("items"))
        .containsOnlyKeys("2026-01-05")
        .containsEntry(
            "2026-01-05",
            List.of(
                "{\"item_id\":\"x\",\"title\":\"old\"}", "{\"item_id\":\"x\",\"title\":\"new\"}"));
  }
}

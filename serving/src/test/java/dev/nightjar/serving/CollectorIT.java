package dev.nightjar.serving;

import static dev.nightjar.serving.RecommendationsIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.settings.LakeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorIT {
  private static final String CONSENT =
      "\"context\":{\"consent\":{\"categoryPreferences\":{\"personalization\":true}}}";

  @TempDir Path folder;
  private ServerFixture server;

  @BeforeEach
  void start() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 20, 500);
    server = ServerFixture.withKey(folder, "https://shop.example").awaitReady();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPostedViewIsInTheNextAnswer() {
    JsonNode before = server.ask("/recommendations?user_id=user-1");
    String event =
        "{\"writeKey\":\"secret\",\"userId\":\"user-1\",\"event\":\"Item Viewed\","
            + "\"properties\":{\"item_id\":\"item-00042\"},"
            + CONSENT
            + "}";

    assertThat(server.post("/v1/track", event).statusCode()).isEqualTo(200);

    JsonNode after = server.ask("/recommendations?user_id=user-1");
    assertThat(after.path("items")).isNotEqualTo(before.path("items"));
    assertThat(after.path("items").findValuesAsText("source")).contains("session");
    assertThat(server.ask("/recommendations?user_id=user-2").path("items").toString())
        .doesNotContain("\"session\"");
  }

  @Test
  void sessionsAreFoundBySessionAndDeviceToo() {
    String event =
        "{\"writeKey\":\"secret\",\"anonymousId\":\"device-1\",\"event\":\"Product Viewed\","
            + "\"properties\":{\"product_id\":\"item-00042\"},\"context\":{\"sessionId\":\"visit-1\","
            + "\"consent\":{\"categoryPreferences\":{\"personalization\":true}}}}";
    server.post("/v1/t", event);

    assertThat(server.ask("/recommendations?session_id=visit-1").at("/meta/mode").asText())
        .isEqualTo("session");
    assertThat(server.ask("/recommendations?anonymous_id=device-1").at("/meta/mode").asText())
        .isEqualTo("session");
    assertThat(server.ask("/recommendations?session_id=device-1").at("/meta/mode").asText())
        .isEqualTo("popular");
  }

  @Test
  void givenSessionEventsStandInForStoredOnes() {
    server.post("/v1/track", track("user-1", "item-00042", CONSENT));

    JsonNode given =
        ServerFixture.json(
            server.post("/recommendations", "{\"user_id\":\"user-1\",\"session_events\":[]}"));
    assertThat(given.path("items").toString()).doesNotContain("\"session\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"context\":{}",
        "\"context\":{\"consent\":{\"categoryPreferences\":{\"personalization\":false}}}",
        "\"context\":{\"consent\":{\"categoryPreferences\":{\"personalization\":\"yes\"}}}"
      })
  void withoutConsentNothingIsRememberedAndTheEventLands(String context) throws Exception {
    JsonNode before = server.ask("/recommendations?user_id=user-1");

    assertThat(server.post("/v1/track", track("user-1", "item-00042", context)).statusCode())
        .isEqualTo(200);

    assertThat(server.ask("/recommendations?user_id=user-1").path("items"))
        .isEqualTo(before.path("items"));
    assertThat(server.get("/metrics").body()).contains("nightjar_sessions 0");
    server.close();
    assertThat(Landing.events(lake())).hasSize(1);
  }

  @Test
  void aRefusalTakesAwayWhatWasRemembered() {
    JsonNode before = server.ask("/recommendations?user_id=user-1");
    server.post("/v1/track", track("user-1", "item-00042", CONSENT));
    server.post(
        "/v1/track",
        track(
            "user-1",
            "item-00043",
            "\"context\":{\"consent\":{\"categoryPreferences\":{\"personalization\":false}}}"));

    assertThat(server.ask("/recommendations?user_id=user-1").path("items"))
        .isEqualTo(before.path("items"));
  }

  @Test
  void landsEventsUnderTheDayOfArrivalWithTimesPutRight() throws Exception {
    String batch =
        "{\"writeKey\":\"secret\",\"sentAt\":\"2031-01-01T00:00:10Z\",\"batch\":[{\"type\":\"track\",\"event\":\"Item"
            + " Viewed\",\"userId\":\"u\",\"messageId\":\"m-1\","
            + "\"timestamp\":\"2031-01-01T00:00:00Z\",\"properties\":{\"item_id\":\"a\"}}]}";
    server.post("/v1/batch", batch);
    server.close();

    JsonNode event = Landing.events(lake()).get(0);
    var received = Instant.parse(event.path("receivedAt").asText());
    assertThat(Instant.parse(event.path("timestamp").asText()))
        .isEqualTo(received.minusSeconds(10));
    assertThat(event.path("originalTimestamp").asText()).isEqualTo("2031-01-01T00:00:00Z");
    assertThat(event.path("messageId").asText()).isEqualTo("m-1");
    assertThat(event.has("writeKey")).isFalse();
    LocalDate day = LocalDate.ofInstant(received, ZoneOffset.UTC);
    assertThat(folder.resolve("lake/landing/events/dt=" + day).toFile().list())
        .hasSize(1)
        .allMatch(name -> name.matches("[0-9a-f]{64}\\.jsonl\\.gz"));
  }

  @Test
  void givesAnEventWithoutMessageIdOne() throws Exception {
    server.post("/v1/track", track("user-1", "item-00042", CONSENT));
    server.close();

    assertThat(Landing.messageIds(lake())).singleElement().asString().matches("[0-9a-f]{64}");
  }

  private static final List<String> CODES =
      List.of(
          "unknown_type",
          "not_an_object",
          "missing_id",
          "missing_event",
          "too_large",
          "invalid_timestamp",
          "invalid_properties",
          "invalid_id");

  @Test
  void rejectsEventsOfABatchOneByOne() throws Exception {
    String good = "{\"type\":\"track\",\"event\":\"Item Viewed\",\"userId\":\"u\"}";
    String batch =
        "{\"writeKey\":\"secret\",\"batch\":["
            + good
            + ",{\"type\":\"trick\",\"userId\":\"u\",\"messageId\":\"m-1\"},7,"
            + "{\"type\":\"page\",\"userId\":\"null\",\"anonymousId\":\"0000-0000\"},"
            + "{\"type\":\"track\",\"userId\":\"u\"},"
            + "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":{\"x\":\""
            + "x".repeat(33_000)
            + "\"}},{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"noon\"},"
            + "{\"type\":\"page\",\"userId\":\"u\",\"properties\":[]},"
            + "{\"type\":\"page\",\"userId\":{\"id\":1}}]}";

    JsonNode answer = ServerFixture.json(server.post("/v1/batch", batch));

    assertThat(answer.path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.path("rejected").asInt()).isEqualTo(8);
    assertThat(answer.path("errors").findValuesAsText("code")).isEqualTo(CODES);
    assertThat(answer.at("/errors/0/index").asInt()).isEqualTo(1);
    assertThat(answer.at("/errors/0/messageId").asText()).isEqualTo("m-1");
    server.close();
    assertThat(Landing.events(lake()))
        .extracting(event -> event.at("/_refused/code").asText())
        .startsWith("")
        .filteredOn(code -> !code.isEmpty())
        .isEqualTo(CODES);
  }

  @ParameterizedTest
  @CsvSource({
    "track,t",
    "page,p",
    "screen,s",
    "identify,i",
    "group,g",
    "alias,a",
  })
  void takesEveryTypeUnderBothNames(String type, String letter) throws Exception {
    String body = "{\"writeKey\":\"secret\",\"event\":\"E\",\"userId\":\"u\"}";

    assertThat(server.post("/v1/" + type, body).statusCode()).isEqualTo(200);
    assertThat(server.post("/v1/" + letter, body).statusCode()).isEqualTo(200);

    server.close();
    assertThat(Landing.events(lake()))
        .hasSize(2)
        .allMatch(event -> event.path("type").asText().equals(type));
  }

  @Test
  void takesGzipUnderAFormContentType() throws Exception {
    byte[] body =
        gzip("{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}]}".getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> response =
        server.post(
            "/v1/batch",
            body,
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Content-Encoding",
            "gzip",
            "Authorization",
            basic("secret"));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    server.close();
    assertThat(Landing.events(lake())).hasSize(1);
  }

  @Test
  void takesTheKeyFromHeadBodyOrQuery() {
    String body = "{\"event\":\"E\",\"userId\":\"u\"}";

    assertThat(server.post("/v1/track", body, "Authorization", basic("secret")).statusCode())
        .isEqualTo(200);
    assertThat(server.post("/v1/track?writeKey=secret", body, "Content-Type", "text/plain"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    assertProblem(server.post("/v1/track", body), 401);
    assertProblem(server.post("/v1/track", body, "Authorization", basic("wrong")), 401);
    assertProblem(server.post("/v1/track?writeKey=wrong", body), 401);
  }

  @Test
  void refusesBodiesBeyondTheLimits() throws Exception {
    assertProblem(send(new byte[500_001]), 413);
    assertProblem(send(gzip(new byte[5_000_001])), 413);
    assertProblem(send(lying(gzip(new byte[5_000_001]))), 413);
    assertProblem(send(lying(gzip(new byte[1_000_000]))), 400);
    String many = "{\"batch\":[" + "{},".repeat(2_500) + "{}]}";
    assertProblem(send(many.getBytes(StandardCharsets.UTF_8)), 413);
  }

  @Test
  void refusesBodiesThatCannotBeRead() throws Exception {
    byte[] whole = gzip("{\"batch\":[]}".getBytes(StandardCharsets.UTF_8));
    assertProblem(send(Arrays.copyOf(whole, whole.length - 9)), 400);
    for (String body :
        List.of("", "nonsense", "{\"batch\":[}", "{\"batch\":[]} x", "[".repeat(600))) {
      assertProblem(send(body.getBytes(StandardCharsets.UTF_8)), 400);
    }
    assertProblem(send(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}), 400);
    assertProblem(server.post("/v1/batch?writeKey=secret", "{}", "Content-Encoding", "br"), 415);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/track | {'userId':'u'}    | missing_event",
        "/v1/track | []                | not_an_object",
        "/v1/batch | []                | missing_batch",
        "/v1/batch | {}                | missing_batch",
        "/v1/batch | {'batch':7}       | missing_batch",
      })
  void refusesOneEventWithoutRefusingTheRequest(String path, String body, String code) {
    HttpResponse<String> response = server.post(path + "?writeKey=secret", body.replace('\'', '"'));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(ServerFixture.json(response).path("rejected").asInt()).isEqualTo(1);
    assertThat(ServerFixture.json(response).at("/errors/0/code").asText()).isEqualTo(code);
  }

  @Test
  void allowedOriginsMayPost() {
    HttpResponse<String> allowed =
        server.send("OPTIONS", "/v1/t", "Origin", "https://shop.example");
    assertThat(allowed.statusCode()).isEqualTo(204);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://shop.example");
    assertProblem(server.send("OPTIONS", "/v1/t", "Origin", "https://other.example"), 403);
  }

  @Test
  void keepsEventsWhileTheLakeIsAwayAndShipsThemLater() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Path landing = folder.resolve("lake/landing/events/dt=" + today);
    ServerFixture.await(() -> Files.isDirectory(landing.getParent()));
    Files.writeString(landing, "a file where a folder belongs");

    assertThat(server.post("/v1/track", track("u", "a", CONSENT)).statusCode()).isEqualTo(200);
    ServerFixture.await(
        () -> server.ask("/health/ready").path("collector_failure").asText().length() > 0);
    Files.delete(landing);

    ServerFixture.await(() -> Files.isDirectory(landing) && Landing.events(lake()).size() == 1);
  }

  private HttpResponse<String> send(byte[] body) {
    return server.post("/v1/batch?writeKey=secret", body);
  }

  private LakeSettings lake() {
    return LakeSettings.directory(folder.resolve("lake"));
  }

  private static String track(String user, String item, String context) {
    return "{\"writeKey\":\"secret\",\"event\":\"Item Viewed\",\"userId\":\""
        + user
        + "\",\"properties\":{\"item_id\":\""
        + item
        + "\"},"
        + context
        + "}";
  }

  private static String basic(String key) {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
  }

  /** The same, but saying that it is small. */
  private static byte[] lying(byte[] gzip) {
    Arrays.fill(gzip, gzip.length - 4, gzip.length, (byte) 0);
    return gzip;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}

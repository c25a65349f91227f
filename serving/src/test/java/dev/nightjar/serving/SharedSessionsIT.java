package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.settings.LakeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers that keep their sessions in one Redis, and what becomes of answers without it. */
class SharedSessionsIT {
  private static final String USER = "/recommendations?user_id=user-1";
  private static final String GRANTED = consent(true);
  private static final String REFUSED = consent(false);

  @TempDir Path folder;
  private RedisProcess redis;
  private ServerFixture one;
  private ServerFixture two;

  @BeforeEach
  void start() throws Exception {
    redis = RedisProcess.start(folder);
    ServerFixture.publish(folder, "20260105-1", 20, 500);
    one = server("one", Map.of());
    two = server("two", Map.of());
  }

  @AfterEach
  void stop() {
    for (AutoCloseable part : new AutoCloseable[] {one, two, redis}) {
      ServerFixture.await(
          () -> {
            if (part != null) {
              part.close();
            }
            return true;
          });
    }
  }

  @Test
  void anEventPostedAtOneIsInTheNextAnswerOfTheOther() {
    for (int item = 10; item < 20; item++) {
      JsonNode before = two.ask(USER).path("items");
      post(one, "\"userId\":\"user-1\"", "item-000" + item, GRANTED);

      JsonNode after = two.ask(USER);
      assertThat(after.path("items")).isNotEqualTo(before).isEqualTo(one.ask(USER).path("items"));
      assertThat(sources(after)).contains("session");
    }
    assertThat(sources(two.ask("/recommendations?user_id=user-2"))).doesNotContain("session");
    assertThat(metric(two, "nightjar_sessions_reachable")).isEqualTo(1);
    assertThat(one.get("/metrics").body()).doesNotContain("a-password");
  }

  @Test
  void anEventPostedToACollectorAloneIsInTheNextAnswerOfAServer() throws Exception {
    try (ServeProcess collector =
        ServeProcess.start(
            folder,
            Map.of("NIGHTJAR_SECRET", ServerFixture.SECRET, "NIGHTJAR_REDIS_URL", redis.url()),
            "--port",
            "0",
            "--insecure",
            "--collector-only")) {
      collector.awaitReady();
      JsonNode before = one.ask(USER).path("items");
      assertThat(sources(one.ask(USER))).doesNotContain("session");

      collector.post("/v1/track", event("\"userId\":\"user-1\"", "item-00042", GRANTED));

      JsonNode after = one.ask(USER);
      assertThat(after.path("items")).isNotEqualTo(before).isEqualTo(two.ask(USER).path("items"));
      assertThat(sources(after)).contains("session");
      // And what is refused there is forgotten here.
      collector.post("/v1/track", event("\"userId\":\"user-1\"", "item-00043", REFUSED));
      assertThat(one.ask(USER).path("items")).isEqualTo(before);
    }
  }

  @Test
  void aGuestsSessionIsThePersonsFromTheLogInOnWhereverThatWas() {
    post(one, "\"anonymousId\":\"tab\"", "item-00042", GRANTED);
    assertThat(sources(two.ask(USER))).doesNotContain("session");

    two.post("/v1/identify", "{\"userId\":\"user-1\",\"anonymousId\":\"tab\"," + GRANTED + "}");

    assertThat(sources(one.ask(USER))).contains("session");
    assertThat(sources(two.ask(USER))).contains("session");
  }

  @Test
  void aRefusalAtOneTakesAwayWhatTheOtherWasTold() {
    JsonNode before = one.ask(USER).path("items");
    post(one, "\"userId\":\"user-1\"", "item-00042", GRANTED);
    post(two, "\"userId\":\"user-1\"", "item-00043", REFUSED);

    assertThat(one.ask(USER).path("items")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoPeopleWhoRefuseGetTheSameAnswerWhateverTheyDid(boolean shared) throws Exception {
    try (ServerFixture server =
        server("another", shared ? Map.of() : Map.of("serving.sessions.redis.url", ""))) {
      post(server, "\"userId\":\"user-1\"", "item-00042", GRANTED);
      String first = refusing(server, "user-1");
      post(server, "\"userId\":\"user-2\"", "item-00043", REFUSED);
      post(server, "\"userId\":\"user-2\"", "item-00044", REFUSED.replace("false", "\"yes\""));

      assertThat(refusing(server, "user-2")).isEqualTo(first).contains("\"mode\":\"popular\"");
      assertThat(sources(server.ask("/recommendations?user_id=user-2"))).doesNotContain("session");
      assertThat(sources(server.ask(USER))).contains("session");
    }
  }

  @Test
  void aFrozenRedisCostsLittleTimeAndTheSessionOnly() throws Exception {
    post(one, "\"userId\":\"user-1\"", "item-00042", GRANTED);
    redis.freeze();
    long begin = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      assertWithoutSession(one.ask(USER));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(post(one, "\"userId\":\"user-1\"", "item-00043", GRANTED)).isEqualTo(200);
    }
    // A second each, if each waited.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(120));
    assertThat(metric(one, "nightjar_sessions_reachable")).isZero();
    assertThat(metric(one, "nightjar_session_failures_total{operation=\"read\"}")).isEqualTo(200);
    assertThat(metric(one, "nightjar_session_failures_total{operation=\"write\"}")).isEqualTo(50);
    assertThat(
            ServerFixture.json(one.post("/rank", "{\"user_id\":\"user-1\",\"items\":[\"a\"]}"))
                .at("/meta/degraded/0")
                .asText())
        .isEqualTo("sessions");

    redis.thaw();
    awaitSession(one);
    assertThat(Landing.events(lake())).isNotEmpty();
  }

  @Test
  void aRedisThatWasKilledIsFoundAgainWhenItIsBack() throws Exception {
    post(one, "\"userId\":\"user-1\"", "item-00042", GRANTED);
    redis.kill();
    assertWithoutSession(one.ask(USER));
    assertThat(post(one, "\"userId\":\"user-1\"", "item-00043", GRANTED)).isEqualTo(200);
    try (ServerFixture late = server("late", Map.of())) {
      assertWithoutSession(late.ask(USER));

      redis.start();
      ServerFixture.await(
          () ->
              metric(one, "nightjar_sessions_reachable") == 1
                  && metric(late, "nightjar_sessions_reachable") == 1);
      assertThat(degraded(one.ask(USER))).isEqualTo("[]");
      post(one, "\"userId\":\"user-1\"", "item-00044", GRANTED);
      assertThat(sources(late.ask(USER))).contains("session");
    }
  }

  @Test
  void aRefusalWhileRedisIsAwayIsCarriedOutBeforeAnythingIsReadAgain() {
    JsonNode before = one.ask(USER).path("items");
    post(one, "\"userId\":\"user-1\"", "item-00042", GRANTED);
    redis.freeze();
    assertThat(post(one, "\"userId\":\"user-1\"", "item-00043", REFUSED)).isEqualTo(200);
    assertThat(metric(one, "nightjar_session_refusals_open")).isEqualTo(1);

    redis.thaw();
    ServerFixture.await(
        () -> {
          assertThat(one.ask(USER).path("items")).isEqualTo(before);
          return metric(one, "nightjar_session_refusals_open") == 0
              && degraded(one.ask(USER)).equals("[]");
        });
    assertThat(one.ask(USER).path("items")).isEqualTo(before);
    assertThat(two.ask(USER).path("items")).isEqualTo(before);
  }

  @Test
  void junkUnderThePrefixOfAnotherPersonIsNoReasonToGoWithout() {
    post(one, "\"userId\":\"user-1\"", "item-00042", GRANTED);
    post(one, "\"userId\":\"user-2\"", "item-00042", GRANTED);
    String keys = "nightjar:sessions:1:p:*";
    for (String name : redis.ask(commands -> commands.keys(keys))) {
      redis.ask(commands -> commands.del(name) + commands.lpush(name, "junk"));
      break;
    }

    String first = degraded(one.ask(USER));
    String second = degraded(one.ask("/recommendations?user_id=user-2"));
    assertThat(new String[] {first, second}).containsExactlyInAnyOrder("[\"sessions\"]", "[]");
    assertThat(metric(one, "nightjar_sessions_reachable")).isEqualTo(1);

    post(two, "\"userId\":\"user-1\"", "item-00043", GRANTED);
    post(two, "\"userId\":\"user-2\"", "item-00043", GRANTED);
    assertThat(sources(one.ask(USER))).contains("session");
    assertThat(sources(one.ask("/recommendations?user_id=user-2"))).contains("session");
  }

  private ServerFixture server(String home, Map<String, String> sets) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("serving.sessions.redis.url", redis.url());
    all.put("serving.sessions.redis.read_timeout", "1 s");
    all.put("serving.sessions.redis.write_timeout", "1 s");
    all.putAll(sets);
    return ServerFixture.start(lake(), folder.resolve(home), true, all).awaitReady();
  }

  private LakeSettings lake() {
    return LakeSettings.directory(folder.resolve("lake"));
  }

  private static int post(ServerFixture server, String who, String item, String context) {
    return server.post("/v1/track", event(who, item, context)).statusCode();
  }

  private static String event(String who, String item, String context) {
    return "{"
        + who
        + ",\"event\":\"Item Viewed\",\"properties\":{\"item_id\":\""
        + item
        + "\"},"
        + context
        + "}";
  }

  private static String consent(boolean granted) {
    return "\"context\":{\"consent\":{\"categoryPreferences\":{\"personalization\":"
        + granted
        + "}}}";
  }

  /** What somebody is answered who refuses, but for what differs in every answer. */
  private static String refusing(ServerFixture server, String user) {
    String body = "{\"user_id\":\"" + user + "\",\"n\":50,\"consent\":{\"personalization\":false}}";
    return server
        .post("/recommendations", body)
        .body()
        .replaceFirst("\"recommendation_id\":\"[0-9a-f]{32}\"", "")
        .replaceFirst("\"took_ms\":[0-9.]+", "");
  }

  private static void assertWithoutSession(JsonNode answer) {
    assertThat(degraded(answer)).isEqualTo("[\"sessions\"]");
    assertThat(answer.at("/meta/mode").asText()).isEqualTo("personal");
    assertThat(answer.path("items")).hasSize(20);
    assertThat(sources(answer)).doesNotContain("session");
  }

  private static void awaitSession(ServerFixture server) {
    ServerFixture.await(
        () -> {
          JsonNode answer = server.ask(USER);
          return degraded(answer).equals("[]") && sources(answer).contains("\"session\"");
        });
  }

  private static String degraded(JsonNode answer) {
    return answer.at("/meta/degraded").toString();
  }

  private static String sources(JsonNode answer) {
    return answer.path("items").findValues("source").toString();
  }

  private static long metric(ServerFixture server, String name) {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}

package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesIT {
  private static final String EVENT = "{\"event\":\"E\",\"userId\":\"u\"}";
  private static final Map<String, String> BODIES =
      Map.of(
          "/recommendations",
          "{\"user_id\":\"user-1\"}",
          "/recommendations/batch",
          "{\"user_ids\":[\"user-1\",\"nobody\"]}",
          "/rank",
          "{\"user_id\":\"user-1\",\"items\":[\"item-00001\"]}",
          "/v1/batch",
          "{\"batch\":[" + "{\"type\":\"page\",\"userId\":\"u\"}]}",
          "/v1/b",
          "{\"batch\":[]}",
          "/track",
          "[{\"event\":\"E\",\"properties\":{\"distinct_id\":\"u\"}}]",
          "/import",
          "data=eyJldmVudCI6IkUiLCJwcm9wZXJ0aWVzIjp7ImRpc3RpbmN0X2lkIjoidSJ9fQ==");

  @TempDir static Path folder;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 20, 200);
    server = ServerFixture.start(folder, true, Map.of()).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void describesExactlyTheRoutesThereAre() {
    List<String> described = new ArrayList<>();
    JsonNode paths = server.ask("/openapi.json").path("paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    List<String> routes =
        server.server().routes().stream().map(r -> r.method() + " " + r.path()).toList();

    assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void everyRouteAnswersAsDescribed() {
    JsonNode paths = server.ask("/openapi.json").path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        HttpResponse<String> response = call(operation.getKey(), path.getKey());
        String what = operation.getKey() + " " + path.getKey();
        JsonNode described =
            operation.getValue().path("responses").path(Integer.toString(response.statusCode()));
        assertThat(described.isMissingNode()).as(what + response.statusCode()).isFalse();
        if (response.statusCode() == 200) {
          String type = response.headers().firstValue("Content-Type").orElse("");
          String expected = described.path("content").fieldNames().next();
          assertThat(type).as(what).startsWith(expected);
        }
      }
    }
  }

  @Test
  void everyDescribedParameterIsTaken() {
    for (Map.Entry<String, JsonNode> path :
        server.ask("/openapi.json").path("paths").properties()) {
      for (JsonNode parameter : path.getValue().at("/get/parameters")) {
        if (parameter.path("in").asText().equals("query")) {
          String name = parameter.path("name").asText();
          String value =
              switch (name) {
                case "n", "max_per_category" -> "3";
                case "diversity", "calibration", "freshness" -> "0.3";
                case "include" -> "metadata,sentence";
                case "locale" -> "de-AT";
                case "filter" -> "price%20%3C%2020";
                case "include_seen", "explain" -> "true";
                case "scenario" -> "home";
                case "cursor" -> "";
                case "data" -> "%7B%22event%22:%22E%22%7D";
                case "daypart" -> "evening";
                case "weekday" -> "sunday";
                default -> "item-00007";
              };
          HttpResponse<String> response =
              server.get(concrete(path.getKey()) + "?" + name + "=" + value);
          assertThat(response.statusCode()).as(path.getKey() + " " + name).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void resolvesEveryReferenceOfTheDescription() {
    JsonNode description = server.ask("/openapi.json");
    for (String reference : description.findValuesAsText("$ref")) {
      assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    assertThat(description.at("/info/version").asText()).doesNotContain("@");
  }

  @Test
  void theConsoleNeedsNothingFromElsewhere() {
    HttpResponse<String> page = server.get("/console");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
    assertThat(page.body()).doesNotContain("style=").doesNotContain("onclick");
  }

  @Test
  void theMetricsCountAnswers() {
    server.get("/recommendations?n=0");
    server.get("/recommendations");
    String metrics = server.get("/metrics").body();

    assertThat(metrics)
        .containsPattern(
            "nightjar_http_requests_total\\{method=\"GET\",path=\"/recommendations\",status=\"4xx\"} [1-9]")
        .containsPattern(
            "nightjar_http_request_seconds_count\\{method=\"GET\",path=\"/recommendations\"} [1-9]")
        .contains("nightjar_snapshot_info{snapshot=\"20260105-1\"");
    assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.matches("[a-z_]+(\\{.*})? -?[0-9.]+"));
  }

  @Test
  void saysWhatRuns() {
    JsonNode version = server.ask("/version");
    assertThat(version.path("version").asText()).matches("\\d+\\.\\d+.*");
  }

  private static HttpResponse<String> call(String method, String path) {
    return switch (method) {
      case "get" -> server.get(concrete(path));
      case "post" -> server.post(path, BODIES.getOrDefault(path, EVENT));
      default -> server.send(method.toUpperCase(Locale.ROOT), concrete(path), "Origin", "null");
    };
  }

  private static String concrete(String path) {
    return path.replace("{item}", "item-00001")
        .replace("/items/{id}", "/items/item-00001")
        .replace("{id}", "user-1")
        .replace("{call}", "t")
        .replace("{writeKey}", "key");
  }
}

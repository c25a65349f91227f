package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unchanged SDKs of other makers send to the server, and what landed is counted. */
class EventClientsIT {
  private static final int EVENTS = 200;

  @TempDir Path folder;
  private HttpServer shop;
  private ServerFixture server;

  @BeforeAll
  static void install() throws Exception {
    EventClients.install();
  }

  @BeforeEach
  void start() throws Exception {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.start();
    server = ServerFixture.withKey(folder, shopAddress());
  }

  @AfterEach
  void stop() {
    server.close();
    shop.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment", "rudder", "mixpanel", "mixpanel-single"})
  void everyEventOfANodeSdkLandsOnce(String sdk) throws Exception {
    EventClients.send(sdk, address(), "secret", EVENTS, 0).await();
    server.close();

    assertLandedOnce(EVENTS);
  }

  @Test
  void everyEventOfTheBrowserSdkLandsOnce() throws Exception {
    shop.createContext("/", exchange -> answer(exchange, "text/html", page()));
    shop.createContext(
        "/sdk.js",
        exchange ->
            answer(
                exchange,
                "text/javascript",
                EventClients.packageFile("@segment/analytics-next/dist/umd/index.js")));
    try (Browser browser = Browser.start()) {
      browser.open(shopAddress() + "/");
      browser.awaitText("#sent", "sent 40");
      // The settings document came from here, and every event was let in by its preflight.
      assertThat(server.get("/metrics").body())
          .containsPattern("path=\"/v1/projects/\\{writeKey}/settings\",status=\"2xx\"} 1\n")
          .containsPattern("method=\"OPTIONS\",path=\"/v1/\\{call}\",status=\"2xx\"} [1-9]");
      assertThat(browser.complaints()).isEmpty();
    }
    server.close();

    List<JsonNode> landed = assertLandedOnce(40);
    assertThat(landed).allMatch(event -> event.at("/context/page/path").asText().equals("/"));
    assertThat(Landing.events(lake()))
        .extracting(event -> event.path("type").asText())
        .contains("page", "identify", "group", "alias");
  }

  private List<JsonNode> assertLandedOnce(int count) throws IOException {
    List<JsonNode> views =
        Landing.events(lake()).stream()
            .filter(event -> event.path("event").asText().equals("Item Viewed"))
            .toList();
    assertThat(views)
        .extracting(event -> event.at("/properties/n").asInt())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
    assertThat(views)
        .allMatch(
            event ->
                event.at("/context/consent/categoryPreferences/personalization").asBoolean()
                    || event.at("/properties/sdk").asText().equals("mixpanel-single"));
    return views;
  }

  /** What a shop pastes into its pages, and a visitor who does everything. */
  private byte[] page() {
    return """
    <!doctype html><title>shop</title><link rel="icon" href="data:,">
    <script src="/sdk.js"></script><p id="sent"></p>
    <script>
      const consent = {categoryPreferences: {personalization: true}}
      const analytics = AnalyticsNext.AnalyticsBrowser.load({writeKey: 'secret', cdnURL: 'ADDRESS'})
      const run = async () => {
        await analytics.page('Home')
        await analytics.identify('user-1', {plan: 'free'})
        await analytics.group('group-1')
        await analytics.alias('user-2', 'user-1')
        for (let n = 0; n < 40; n++) {
          await analytics.track('Item Viewed', {item_id: 'item-00001', n}, {consent})
        }
        document.getElementById('sent').textContent = 'sent 40'
      }
      run().catch((e) => { document.getElementById("sent").textContent = String(e) })
    </script>
    """
        .replace("ADDRESS", address())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String shopAddress() {
    return "http://127.0.0.1:" + shop.getAddress().getPort();
  }

  private String address() {
    return "http://127.0.0.1:" + server.port();
  }

  private LakeSettings lake() {
    return LakeSettings.directory(folder.resolve("lake"));
  }
}

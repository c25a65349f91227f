package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a person uses it, in a real browser on a real server. */
class ConsoleIT {
  private static final String TITLES = "#items tbody .title";

  @TempDir static Path folder;
  private static ServerFixture server;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    ServerFixture.publish(folder, "20260105-1", 20, 200);
    server = ServerFixture.start(folder, true, Map.of()).awaitReady();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() {
    browser.open("http://127.0.0.1:" + server.port() + "/console");
    browser.awaitText("#message", "20 items for somebody new");
  }

  @Test
  void opensWithWhatIsServedAndAnAnswerForSomebodyNew() {
    browser.awaitText("#server", "Serving snapshot 20260105-1");

    assertThat(browser.texts(TITLES)).hasSize(20).doesNotContain("");
    assertThat(browser.text("#meta")).contains("popular").contains("20260105-1");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void showsTheListOfAPersonTypedInWithItsTitles() {
    browser.type("user", "user-1");
    browser.type("n", "5");
    browser.click("#go");
    browser.awaitText("#message", "5 items for user-1");

    assertThat(browser.text("#meta")).contains("personal");
    assertThat(browser.texts(TITLES))
        .isEqualTo(titles("/recommendations?user_id=user-1&n=5&include=metadata"));
  }

  @Test
  void answersToViewsTypedInAndForgetsThemWhenRemoved() {
    browser.type("item", "item-00007");
    browser.click("#add");
    browser.awaitText("#meta", "session");
    assertThat(browser.text("#views")).contains("item-00007");

    browser.click("#views button");
    browser.awaitText("#meta", "popular");
    assertThat(browser.text("#views")).isEmpty();
  }

  @Test
  void answersToAViewThatWasPostedAsAnEvent() {
    browser.click("summary");
    browser.type("item", "item-00007");
    browser.click("#post");
    browser.awaitText("#meta", "session");

    assertThat(browser.text("#views")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    browser.type("n", "900");
    browser.click("#go");
    browser.awaitText("#message.bad", "n");

    assertThat(browser.text("#message")).contains("500");
    assertThat(browser.texts(TITLES)).allMatch(String::isEmpty);
  }

  private static List<String> titles(String request) {
    return server.ask(request).path("items").findValues("title").stream()
        .map(JsonNode::asText)
        .toList();
  }
}

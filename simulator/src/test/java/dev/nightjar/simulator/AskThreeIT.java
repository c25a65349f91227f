package dev.nightjar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AskThreeIT {
  private static final String ANSWER =
      "{\"items\":[{\"item_id\":\"item-1\",\"rank\":1,\"score\":0.5,\"source\":\"als\","
          + "\"metadata\":{\"title\":\"Copper Moka Pot\"}},{\"item_id\":\"item-2\",\"score\":0.4}],"
          + "\"meta\":{\"mode\":\"personal\"}}";

  private static String ask(FakeServer server) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      new AskThree(new Api(server.url(), ""), print).run("user-1");
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsThreeAnswersWithTitles() throws Exception {
    try (FakeServer server = new FakeServer(200, ANSWER)) {
      String printed = ask(server);
      assertThat(printed).contains("Copper Moka Pot", "mode personal", "curl -s");
      assertThat(server.requests).hasSize(3);
      assertThat(server.requests.get(1)).startsWith("POST /recommendations").contains("item-2");
    }
  }

  @Test
  void failsOnAnEmptyListAnErrorOrSomethingElse() {
    for (String answer : new String[] {"{\"items\":[]}", "<html>", "{}"}) {
      try (FakeServer server = new FakeServer(200, answer)) {
        assertThatThrownBy(() -> ask(server)).isInstanceOf(IOException.class);
      }
    }
    try (FakeServer server = new FakeServer(503, "{\"title\":\"no snapshot\"}")) {
      assertThatThrownBy(() -> ask(server)).hasMessageContaining("503");
    }
  }

  @Test
  void saysWhenNobodyAnswers() {
    AskThree ask =
        new AskThree(
            new Api("http://127.0.0.1:1", ""), new PrintStream(OutputStream.nullOutputStream()));
    assertThatThrownBy(() -> ask.run("user-1")).hasMessageContaining("is the server running there");
    assertThatThrownBy(() -> new Api("127.0.0.1", "")).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void theKnownUserIsAMemberOfTheWorld() {
    WorldParams params = WorldParams.of(7, 200, 100, 2);
    String user = AskThree.knownUser(params);
    Person person = Person.of(params, Integer.parseInt(user.substring(5)));
    assertThat(person.membership()).isEqualTo(Person.Membership.MEMBER);
    assertThat(person.refused()).isFalse();
  }

  @Test
  void liveTrafficSendsEventsAndAsksForRecommendations() throws Exception {
    WorldParams params = WorldParams.of(7, 30, 60, 2);
    try (FakeServer server = new FakeServer(200, ANSWER)) {
      String result = new LiveTraffic(new Api(server.url(), "key"), params, 200, 1).run();
      assertThat(result).contains("\"answers_failed\":0", "\"personal\":");
      assertThat(server.requests.get(0)).startsWith("POST /v1/batch").contains("\"messageId\"");
      assertThat(server.requests.get(1)).startsWith("GET /recommendations?user_id=");
    }
  }

  @Test
  void liveTrafficSaysWhenNothingSucceeds() {
    WorldParams params = WorldParams.of(7, 30, 60, 2);
    try (FakeServer server = new FakeServer(500, "{}")) {
      LiveTraffic live = new LiveTraffic(new Api(server.url(), ""), params, 100, 1);
      assertThatThrownBy(live::run).hasMessageContaining("nothing that was sent");
    }
  }
}

package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventNames;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnceFeedTest {
  private final List<String> heard = new ArrayList<>();
  private final OnceFeed feed =
      new OnceFeed(
          events -> events.forEach(event -> heard.add(event.path("messageId").asText())),
          Clock.systemUTC());

  @Test
  void anEventIsHeardOnceWhicheverSideComesFirst() {
    feed.posted(List.of(event("a", "Item Viewed"), event("b", "Item Viewed")));
    feed.followed(List.of(record("b", "Item Viewed"), record("c", "Item Viewed")));
    feed.posted(List.of(event("c", "Item Viewed")));
    assertThat(heard).containsExactly("a", "b", "c");
  }

  @Test
  void whatNobodyDidAndWhatIsNoEventIsNotHeard() {
    feed.followed(
        List.of(
            record("a", EventNames.RECOMMENDATIONS_SERVED),
            new StreamRecord(new byte[] {'{'}, null, "t-0@1"),
            record("b", "Item Viewed")));
    assertThat(heard).containsExactly("b");
  }

  private static StreamRecord record(String id, String name) {
    return new StreamRecord(EventJson.line(event(id, name)), Instant.EPOCH, "t-0@9");
  }

  private static ObjectNode event(String id, String name) {
    return CollectorFixture.event(id).put("type", "track").put("event", name);
  }
}

package dev.nightjar.etl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Writes one landed event for a test: a consented view by default, changed field by field. */
public final class TestEvent {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode event = MAPPER.createObjectNode();

  private TestEvent() {}

  /** A person's consented "Item Viewed". */
  public static TestEvent view(String userId, String itemId, String timestamp) {
    TestEvent event = of("track", timestamp).with("event", "Item Viewed").with("userId", userId);
    event.event.putObject("properties").put("item_id", itemId);
    return event.with("messageId", userId + "/" + itemId + "/" + timestamp);
  }

  /** A consented event of a type, without a name or an id. */
  public static TestEvent of(String type, String timestamp) {
    TestEvent event = new TestEvent();
    event.event.put("type", type).put("timestamp", timestamp).put("receivedAt", timestamp);
    return event.consent(true);
  }

  /** The same event of somebody who has not logged in. */
  public TestEvent guest(String anonymousId) {
    event.remove("userId");
    return with("anonymousId", anonymousId);
  }

  public TestEvent consent(@Nullable Boolean personalization) {
    ObjectNode context = event.withObject("/context");
    context.remove("consent");
    if (personalization != null) {
      context
          .putObject("consent")
          .putObject("categoryPreferences")
          .put("personalization", personalization)
          .put("analytics", true);
    }
    return this;
  }

  public TestEvent with(String field, String value) {
    event.put(field, value);
    return this;
  }

  public TestEvent without(String field) {
    event.remove(field);
    return this;
  }

  /** Sets a value, given as JSON, at a JSON pointer such as {@code /properties/value}. */
  public TestEvent at(String pointer, String json) {
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = slash == 0 ? event : event.withObject(pointer.substring(0, slash));
    try {
      parent.set(pointer.substring(slash + 1), MAPPER.readTree(json));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
    return this;
  }

  /** The line without its line feed. */
  public String line() {
    return event.toString();
  }
}

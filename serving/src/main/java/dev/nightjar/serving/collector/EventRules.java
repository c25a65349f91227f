package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.PersonIds;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event must have to be taken at all; the nightly jobs check the rest. */
final class EventRules {
  private static final Set<String> TYPES =
      Set.of("track", "page", "screen", "identify", "group", "alias");
  private static final List<String> OBJECTS =
      List.of(EventFields.PROPERTIES, EventFields.CONTEXT, EventFields.TRAITS);
  private static final List<String> IDS =
      List.of(EventFields.USER_ID, EventFields.ANONYMOUS_ID, EventFields.MESSAGE_ID);
  private static final List<String> TIMES =
      List.of(EventFields.TIMESTAMP, EventFields.ORIGINAL_TIMESTAMP);

  private EventRules() {}

  /**
   * A broken rule.
   *
   * @param code for programs
   * @param detail for people
   */
  record Broken(String code, String detail) {}

  /** The first rule that the event breaks, or null. Ids that are numbers become text. */
  static @Nullable Broken check(ObjectNode event) {
    String type = event.path(EventFields.TYPE).asText("");
    if (!TYPES.contains(type)) {
      return new Broken(
          type.isEmpty() ? "missing_type" : "unknown_type",
          "type must be track, page, screen, identify, group or alias");
    }
    for (String id : IDS) {
      Broken broken = checkId(event, id);
      if (broken != null) {
        return broken;
      }
    }
    if (real(event, EventFields.USER_ID) == null && real(event, EventFields.ANONYMOUS_ID) == null) {
      return new Broken("missing_id", "userId or anonymousId must name somebody");
    }
    if (type.equals("track") && blankText(event.path(EventFields.EVENT))) {
      return new Broken("missing_event", "a track event needs its name in the field event");
    }
    return checkShapes(event);
  }

  private static @Nullable Broken checkShapes(ObjectNode event) {
    for (String field : OBJECTS) {
      JsonNode node = event.path(field);
      if (node.isNull()) {
        event.remove(field);
      } else if (!node.isMissingNode() && !node.isObject()) {
        return new Broken("invalid_" + field, field + " must be an object");
      }
    }
    for (String field : TIMES) {
      JsonNode node = event.path(field);
      if (node.isNull()) {
        event.remove(field);
      } else if (!node.isMissingNode() && instant(node) == null) {
        return new Broken(
            "invalid_timestamp", field + " must be a time such as 2026-03-31T12:00:00.000Z");
      }
    }
    return null;
  }

  /** The instant of an ISO 8601 text with its offset, in the years 1 to 9999; or null. */
  static @Nullable Instant instant(JsonNode node) {
    String text = node.textValue();
    return text == null ? null : EventTime.parse(text);
  }

  private static @Nullable Broken checkId(ObjectNode event, String field) {
    JsonNode node = event.path(field);
    if (node.isNull()) {
      event.remove(field);
    } else if (node.isNumber()) {
      event.put(field, node.asText());
    } else if (!node.isMissingNode() && !node.isTextual()) {
      return new Broken("invalid_id", field + " must be text");
    }
    return null;
  }

  private static @Nullable String real(ObjectNode event, String field) {
    return PersonIds.real(event.path(field).textValue());
  }

  private static boolean blankText(JsonNode node) {
    return !node.isTextual() || node.textValue().isBlank();
  }
}

package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import java.util.List;
import java.util.Map;

/**
 * What a batch says once for all of its events: {@code context}, {@code integrations} and {@code
 * sentAt}. An event's own word wins, field by field.
 */
final class SharedFields {
  private static final List<String> FIELDS =
      List.of(EventFields.SENT_AT, EventFields.CONTEXT, "integrations");

  private final ObjectNode shared;
  private final boolean tooDeep;
  private final int bytes;

  private SharedFields(ObjectNode shared) {
    this.shared = shared;
    tooDeep = !EventJson.within(shared, CollectorSettings.EVENT_DEPTH);
    bytes = tooDeep ? 0 : EventJson.canonical(shared).length;
  }

  /** The fields of a batch. */
  static SharedFields of(JsonNode batch) {
    ObjectNode shared = EventJson.object();
    for (String field : FIELDS) {
      JsonNode value = batch.path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        shared.set(field, value);
      }
    }
    return new SharedFields(shared);
  }

  /** Whether no event can carry them: thousands of copies would fill the memory. */
  boolean tooLarge() {
    return tooDeep || bytes > CollectorSettings.EVENT_BYTES;
  }

  /** How many bytes each event lands with of them; none where no event can carry them. */
  int bytes() {
    return tooLarge() ? 0 : bytes;
  }

  /** Gives them to an event. */
  void addTo(ObjectNode event) {
    merge(event, shared);
  }

  private static void merge(ObjectNode own, ObjectNode given) {
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      JsonNode present = own.path(field.getKey());
      JsonNode value = field.getValue();
      if (present.isMissingNode() || present.isNull()) {
        // The object itself is copied, because a field of it may be set for one event alone.
        own.set(
            field.getKey(),
            value instanceof ObjectNode object ? EventJson.object().setAll(object) : value);
      } else if (present instanceof ObjectNode inner && value instanceof ObjectNode object) {
        merge(inner, object);
      }
    }
  }
}

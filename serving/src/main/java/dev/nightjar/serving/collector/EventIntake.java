package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import java.time.Instant;
import java.util.List;

/** Sorts the events of requests in Segment's form. Static, thread-safe. */
final class EventIntake {
  private static final String BATCH = "batch";

  private EventIntake() {}

  /** How many bytes all events together land with of what their batch says once. */
  static long copiedBytes(JsonNode body, SharedFields shared) {
    return (long) body.path(BATCH).size() * shared.bytes();
  }

  /**
   * Sorts the events of a batch.
   *
   * @param shared what the batch says once for all of them
   */
  static Intake batch(JsonNode body, SharedFields shared, Instant receivedAt) {
    IntakeDraft draft = new IntakeDraft(receivedAt);
    JsonNode batch = body.path(BATCH);
    if (!batch.isArray()) {
      draft.refuse(
          body,
          new EventRules.Broken("missing_batch", "a batch is an object with the array batch"));
      return draft.done();
    }
    requireFew(batch.size());
    for (JsonNode event : batch) {
      if (shared.tooLarge()) {
        draft.refuse(
            event,
            new EventRules.Broken(
                "too_large", "what the batch says for all its events is larger than an event"));
      } else {
        if (event instanceof ObjectNode object) {
          shared.addTo(object);
        }
        draft.take(event);
      }
    }
    return draft.done();
  }

  /** Sorts the one event of a request whose path names its type. */
  static Intake single(JsonNode body, String type, Instant receivedAt) {
    if (body instanceof ObjectNode event) {
      event.put(EventFields.TYPE, type);
      event.remove("writeKey");
    }
    IntakeDraft draft = new IntakeDraft(receivedAt);
    draft.take(body);
    return draft.done();
  }

  /** Sorts events that another protocol's were translated to. */
  static Intake translated(List<? extends JsonNode> events, Instant receivedAt) {
    requireFew(events.size());
    IntakeDraft draft = new IntakeDraft(receivedAt);
    events.forEach(draft::take);
    return draft.done();
  }

  /** Refuses a request with more events than are taken. */
  static void requireFew(int events) {
    if (events > CollectorSettings.BATCH_EVENTS) {
      throw new ProblemException(
          Problem.of(
              413,
              "too-large",
              "The request is too large",
              "the batch has "
                  + events
                  + " events; at most "
                  + CollectorSettings.BATCH_EVENTS
                  + " are taken"));
    }
  }
}

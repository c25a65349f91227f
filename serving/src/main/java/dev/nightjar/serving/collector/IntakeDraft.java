package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.RefusedMark;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sorts the events of one request, one after the other. Not thread-safe. */
final class IntakeDraft {
  private static final int SHOWN_ID = 200;

  private final Instant receivedAt;
  private final Stamp stamp;
  private final List<ObjectNode> accepted = new ArrayList<>();
  private final List<Rejection> rejected = new ArrayList<>();
  private final List<EventLine> lines = new ArrayList<>();
  private long bytes;
  private int index;

  /** The events of a request. */
  IntakeDraft(Instant receivedAt) {
    this(
        receivedAt,
        (event, index) -> EventStamp.stamp(event, receivedAt, receivedAt + " " + index));
  }

  /**
   * Events that come in another way.
   *
   * @param stamp gives an event what it lands with
   */
  IntakeDraft(Instant receivedAt, Stamp stamp) {
    this.receivedAt = receivedAt;
    this.stamp = stamp;
  }

  /** Gives an event what it lands with. */
  @FunctionalInterface
  interface Stamp {
    /**
     * @param index the event's place among those of its request
     */
    void stamp(ObjectNode event, int index);
  }

  /** The next event of the request. */
  void take(JsonNode node) {
    if (!(node instanceof ObjectNode event)) {
      refuse(node, new EventRules.Broken("not_an_object", "an event is an object"));
      return;
    }
    if (!EventJson.within(event, CollectorSettings.EVENT_DEPTH)) {
      refuse(
          event,
          new EventRules.Broken(
              "too_deep", "an event may nest " + CollectorSettings.EVENT_DEPTH + " deep"));
      return;
    }
    event.remove(RefusedMark.FIELD);
    EventRules.Broken broken = EventRules.check(event);
    if (broken != null) {
      refuse(event, broken);
      return;
    }
    stamp.stamp(event, index);
    byte[] line = EventJson.line(event);
    if (line.length > CollectorSettings.EVENT_BYTES) {
      refuse(
          event,
          new EventRules.Broken(
              "too_large",
              "an event may have "
                  + CollectorSettings.EVENT_BYTES
                  + " bytes, with what its batch says for all"));
    } else {
      accepted.add(event);
      String messageId = event.path(EventFields.MESSAGE_ID).asText();
      String user = event.path(EventFields.USER_ID).asText("");
      String person = user.isEmpty() ? event.path(EventFields.ANONYMOUS_ID).asText("") : user;
      add(new EventLine(EventKey.ofMessage(messageId), line, person));
      index++;
    }
  }

  /** The next event of the request, which is not taken. */
  void refuse(JsonNode node, EventRules.Broken broken) {
    String messageId = node.path(EventFields.MESSAGE_ID).textValue();
    String shown = messageId == null || messageId.length() > SHOWN_ID ? null : messageId;
    rejected.add(new Rejection(index, shown, broken.code(), broken.detail()));
    add(RefusedEvent.line(node, broken, receivedAt));
    index++;
  }

  Intake done() {
    return new Intake(accepted, rejected, lines);
  }

  private void add(EventLine line) {
    bytes += line.text().length;
    if (bytes > CollectorSettings.LANDED_BYTES) {
      throw new ProblemException(
          Problem.of(
              413,
              "too-large",
              "The request is too large",
              "its events have more than "
                  + CollectorSettings.LANDED_BYTES
                  + " bytes, with what the batch says for all; send smaller batches"));
    }
    lines.add(line);
  }
}

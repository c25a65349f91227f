package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Gives an event what it lands with: a message id, the time of its arrival, and its own time put
 * right by the clock of whoever sent it.
 */
final class EventStamp {
  private static final List<String> OF_THE_SENDING =
      List.of(EventFields.MESSAGE_ID, EventFields.SENT_AT, EventFields.RECEIVED_AT);

  private EventStamp() {}

  /**
   * @param sending tells an event without id and time from the next of its kind: when and where it
   *     came
   */
  static void stamp(ObjectNode event, Instant receivedAt, String sending) {
    if (event.path(EventFields.MESSAGE_ID).asText("").isBlank()) {
      event.put(EventFields.MESSAGE_ID, hash(event, sending));
    }
    JsonNode original = event.path(EventFields.ORIGINAL_TIMESTAMP);
    Instant told =
        EventRules.instant(original.isMissingNode() ? event.path(EventFields.TIMESTAMP) : original);
    if (told == null) {
      event.put(EventFields.TIMESTAMP, receivedAt.toString());
    } else {
      Instant happened = corrected(told, event, receivedAt);
      if (!happened.equals(told)) {
        event.put(EventFields.ORIGINAL_TIMESTAMP, told.toString());
      }
      event.put(EventFields.TIMESTAMP, happened.truncatedTo(ChronoUnit.MILLIS).toString());
    }
    event.put(EventFields.RECEIVED_AT, receivedAt.toString());
    EventPrivacy.truncateAddress(event);
  }

  /** The sender's clock is as wrong now as it was then; nothing has happened after it arrived. */
  private static Instant corrected(Instant told, ObjectNode event, Instant receivedAt) {
    Instant happened = told;
    Instant sentAt = EventRules.instant(event.path(EventFields.SENT_AT));
    if (sentAt != null) {
      Instant shifted = receivedAt.minus(Duration.between(told, sentAt));
      // Two clocks thousands of years apart correct nothing.
      happened = shifted.atOffset(ZoneOffset.UTC).getYear() < 1 ? told : shifted;
    }
    return happened.isAfter(receivedAt) ? receivedAt : happened;
  }

  /**
   * A hash of what is the same in every sending of the event. An event without a time has nothing
   * that tells it from the next of its kind but when and where it came.
   */
  private static String hash(ObjectNode event, String sending) {
    ObjectNode same = EventJson.object().setAll(event);
    same.remove(OF_THE_SENDING);
    boolean dated =
        event.hasNonNull(EventFields.TIMESTAMP) || event.hasNonNull(EventFields.ORIGINAL_TIMESTAMP);
    String apart = dated ? "" : sending;
    return Sha256.hex(EventJson.canonical(same), apart.getBytes(StandardCharsets.UTF_8));
  }
}

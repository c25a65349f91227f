package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.RefusedMark;
import java.time.Instant;
import java.util.List;

/**
 * What lands of an event that is refused: the event, with a mark that sends it to the quarantine at
 * night. Of one that is too large, too deep or no object only its head lands.
 */
final class RefusedEvent {
  private static final int HEAD_TEXT = 512;
  private static final List<String> HEAD =
      List.of(
          EventFields.TYPE,
          EventFields.EVENT,
          EventFields.USER_ID,
          EventFields.ANONYMOUS_ID,
          EventFields.MESSAGE_ID);

  private RefusedEvent() {}

  static EventLine line(JsonNode sent, EventRules.Broken broken, Instant receivedAt) {
    byte[] canonical = EventJson.canonical(sent);
    boolean whole =
        sent instanceof ObjectNode
            && canonical.length <= CollectorSettings.EVENT_BYTES
            && EventJson.within(sent, CollectorSettings.EVENT_DEPTH);
    ObjectNode landed = EventJson.object();
    if (whole) {
      landed.setAll((ObjectNode) sent);
      EventPrivacy.truncateAddress(landed);
    } else {
      head(sent, landed);
    }
    landed.put(EventFields.RECEIVED_AT, receivedAt.toString());
    mark(landed, broken, canonical.length);
    return new EventLine(EventKey.ofRefused(broken.code(), canonical), EventJson.line(landed));
  }

  /** What lands of bytes that are no JSON. */
  static EventLine unreadable(byte[] sent, EventRules.Broken broken, Instant receivedAt) {
    ObjectNode landed = EventJson.object();
    landed.put(EventFields.RECEIVED_AT, receivedAt.toString());
    mark(landed, broken, sent.length);
    return new EventLine(EventKey.ofRefused(broken.code(), sent), EventJson.line(landed));
  }

  private static void mark(ObjectNode landed, EventRules.Broken broken, int bytes) {
    landed
        .putObject(RefusedMark.FIELD)
        .put(RefusedMark.CODE, broken.code())
        .put("detail", broken.detail())
        .put("bytes", bytes);
  }

  private static void head(JsonNode sent, ObjectNode landed) {
    for (String field : HEAD) {
      String text = sent.path(field).textValue();
      if (text != null && text.length() <= HEAD_TEXT) {
        landed.put(field, text);
      }
    }
  }
}

package dev.nightjar.serving.collector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one request and makes of each what will land: checked, with its message id,
 * the time of its arrival and its own time put right by the clock of whoever sent it. Thread-safe.
 */
final class EventIntake {
  private static final String BATCH = "batch";
  private static final int MAX_DEPTH = 100;

  private final ObjectMapper json =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The request's JSON object. */
  ObjectNode parse(byte[] body) throws IOException {
    try {
      if (json.readTree(body) instanceof ObjectNode object) {
        return object;
      }
      throw unreadable("the body is not a JSON object");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null ? "" : " at byte " + Math.max(0, e.getLocation().getByteOffset());
      throw unreadable("the body is not valid JSON" + where);
    }
  }

  /** Sorts the events of a batch. */
  Intake batch(ObjectNode body, Instant receivedAt) {
    JsonNode batch = body.path(BATCH);
    if (!batch.isArray()) {
      throw new ProblemException(Problem.invalid(BATCH, "must be an array of events"));
    }
    if (batch.size() > CollectorSettings.BATCH_EVENTS) {
      throw new ProblemException(
          Problem.of(
              413,
              "too-large",
              "The request is too large",
              "the batch has "
                  + batch.size()
                  + " events; at most "
                  + CollectorSettings.BATCH_EVENTS
                  + " are taken"));
    }
    Intake intake = new Intake(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < batch.size(); i++) {
      if (batch.get(i) instanceof ObjectNode event) {
        inherit(event, body, EventFields.SENT_AT);
        inherit(event, body, EventFields.CONTEXT);
        take(event, i, receivedAt, intake);
      } else {
        intake.rejected().add(new Rejection(i, null, "not_an_object", "an event is an object"));
      }
    }
    return intake;
  }

  /** Sorts the one event of a request whose path names its type. */
  Intake single(ObjectNode event, String type, Instant receivedAt) {
    event.put(EventFields.TYPE, type);
    event.remove("writeKey");
    Intake intake = new Intake(new ArrayList<>(1), new ArrayList<>(1));
    take(event, 0, receivedAt, intake);
    return intake;
  }

  private void take(ObjectNode event, int index, Instant receivedAt, Intake intake) {
    String messageId = event.path(EventFields.MESSAGE_ID).textValue();
    EventRules.Broken broken = EventRules.check(event);
    if (broken == null) {
      stamp(event, receivedAt);
      byte[] line = line(event);
      if (line == null) {
        broken = new EventRules.Broken("invalid_text", "a text holds half a surrogate pair");
      } else if (line.length > CollectorSettings.EVENT_BYTES) {
        broken =
            new EventRules.Broken(
                "too_large", "an event may have " + CollectorSettings.EVENT_BYTES + " bytes");
      } else {
        intake.accepted().add(new AcceptedEvent(event, line));
        return;
      }
    }
    String shownId = messageId == null || messageId.length() > 200 ? null : messageId;
    intake.rejected().add(new Rejection(index, shownId, broken.code(), broken.detail()));
  }

  private static void stamp(ObjectNode event, Instant receivedAt) {
    if (event.path(EventFields.MESSAGE_ID).asText("").isBlank()) {
      event.put(EventFields.MESSAGE_ID, UUID.randomUUID().toString());
    }
    JsonNode original = event.path(EventFields.ORIGINAL_TIMESTAMP);
    Instant happened =
        EventRules.instant(original.isMissingNode() ? event.path(EventFields.TIMESTAMP) : original);
    Instant sentAt = EventRules.instant(event.path(EventFields.SENT_AT));
    if (happened == null) {
      happened = receivedAt;
    } else if (sentAt != null) {
      event.put(EventFields.ORIGINAL_TIMESTAMP, happened.toString());
      happened = receivedAt.minus(Duration.between(happened, sentAt));
    }
    event.put(EventFields.TIMESTAMP, happened.truncatedTo(ChronoUnit.MILLIS).toString());
    event.put(EventFields.RECEIVED_AT, receivedAt.toString());
    EventPrivacy.truncateAddress(event);
  }

  private byte @Nullable [] line(ObjectNode event) {
    try {
      byte[] text = json.writeValueAsBytes(event);
      byte[] line = Arrays.copyOf(text, text.length + 1);
      line[text.length] = '\n';
      return line;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static void inherit(ObjectNode event, ObjectNode body, String field) {
    if (event.path(field).isMissingNode() && body.has(field)) {
      event.set(field, body.get(field).deepCopy());
    }
  }

  private static ProblemException unreadable(String detail) {
    return new ProblemException(
        Problem.of(400, "invalid-json", "The body cannot be read", detail + "; nothing was taken"));
  }
}

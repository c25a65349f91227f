package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.RefusedMark;
import dev.nightjar.serving.http.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door for what others may have put into a stream: the rules that hold for a posted event. What
 * a collector wrote passes unchanged, byte for byte; the rest is stamped as if it had been posted
 * when it came to the stream, or lands marked for the quarantine. A record that is read again gives
 * the same message id. Static, thread-safe.
 */
public final class StreamDoor {
  private static final int MARKED_BYTES = 2 * CollectorSettings.EVENT_BYTES;

  /** The collector's clock may be ahead of this one. */
  private static final int CLOCKS_APART_SECONDS = 3_600;

  private StreamDoor() {}

  /**
   * What lands of a record.
   *
   * @param text its line, with the line feed
   * @param accepted whether it is an event; otherwise the night quarantines it
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Admitted(byte[] text, boolean accepted) {}

  /** What lands of a record; never fails, whatever the record is. */
  public static Admitted admit(StreamRecord record, Instant now) {
    Intake taken = sort(record, now);
    return new Admitted(taken.lines().get(0).text(), !taken.accepted().isEmpty());
  }

  /** The one event of a record, sorted. */
  static Intake sort(StreamRecord record, Instant now) {
    Instant arrival = arrival(record, now);
    JsonNode sent = read(record.value());
    if (sent == null) {
      EventLine line =
          record.value().length > CollectorSettings.INFLATED_BYTES
              ? RefusedEvent.unreadable(
                  record.value(),
                  new EventRules.Broken("too_large", "no event is so long"),
                  arrival)
              : RefusedEvent.unreadable(
                  record.value(), new EventRules.Broken("not_json", "it is not JSON"), arrival);
      return new Intake(List.of(), List.of(), List.of(line));
    }
    if (sent instanceof ObjectNode marked && isMarked(marked)) {
      EventPrivacy.truncateAddress(marked);
      byte[] line = EventJson.line(marked);
      if (line.length <= MARKED_BYTES) {
        EventLine same = new EventLine(EventKey.ofRefused("", line), line);
        return new Intake(List.of(), List.of(), List.of(same));
      }
    }
    IntakeDraft draft =
        new IntakeDraft(
            arrival,
            (event, index) -> {
              if (isStamped(event, now)) {
                EventPrivacy.truncateAddress(event);
              } else {
                EventStamp.stamp(event, arrival, record.place());
              }
            });
    draft.take(sent);
    return draft.done();
  }

  private static @Nullable JsonNode read(byte[] value) {
    if (value.length > CollectorSettings.INFLATED_BYTES) {
      return null;
    }
    try {
      return EventJson.read(value);
    } catch (IOException | ProblemException e) {
      return null;
    }
  }

  /** Whether a collector refused it and landed it marked. */
  private static boolean isMarked(ObjectNode sent) {
    return sent.path(RefusedMark.FIELD).path(RefusedMark.CODE).isTextual()
        && EventRules.instant(sent.path(EventFields.RECEIVED_AT)) != null
        && EventJson.within(sent, CollectorSettings.EVENT_DEPTH + 1);
  }

  /** Whether a collector gave it what it lands with. */
  private static boolean isStamped(ObjectNode event, Instant now) {
    Instant received = EventRules.instant(event.path(EventFields.RECEIVED_AT));
    Instant happened = EventRules.instant(event.path(EventFields.TIMESTAMP));
    return received != null
        && happened != null
        && !happened.isAfter(received)
        && !received.isAfter(now.plusSeconds(CLOCKS_APART_SECONDS))
        && !event.path(EventFields.MESSAGE_ID).asText("").isBlank();
  }

  /** A stream's clock that is not set, or ahead, says nothing. */
  private static Instant arrival(StreamRecord record, Instant now) {
    Instant told = record.time();
    boolean believed = told != null && told.getEpochSecond() > 0 && !told.isAfter(now);
    return (believed && told != null ? told : now).truncatedTo(ChronoUnit.MILLIS);
  }
}

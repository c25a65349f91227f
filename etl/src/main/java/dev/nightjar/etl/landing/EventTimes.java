package dev.nightjar.etl.landing;

import dev.nightjar.contract.EventFields;
import dev.nightjar.etl.rules.IngestRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened and when it came.
 *
 * @param occurredAt timestamp, else receivedAt, else the start of the arrival day
 * @param receivedAt receivedAt, else the start of the arrival day
 */
record EventTimes(Instant occurredAt, Instant receivedAt) {

  static EventTimes read(Fields event, LocalDate landingDate, IngestRules rules) throws Refusal {
    Instant sent = inRange(event, EventFields.TIMESTAMP, rules);
    Instant received = inRange(event, EventFields.RECEIVED_AT, rules);
    Instant dayStart = landingDate.atStartOfDay(ZoneOffset.UTC).toInstant();
    // Without receivedAt only the day of arrival is known: anything within it may have happened.
    Instant latest =
        received == null
            ? landingDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
            : received;
    if (sent != null && sent.isAfter(latest.plus(rules.clockAhead()))) {
      throw new Refusal(
          "timestamp.future", "later than its arrival by more than " + rules.clockAhead());
    }
    Instant arrived = received == null ? dayStart : received;
    return new EventTimes(sent == null ? arrived : sent, arrived);
  }

  private static @Nullable Instant inRange(Fields event, String name, IngestRules rules)
      throws Refusal {
    Instant moment = event.moment(name);
    if (moment != null) {
      int year = moment.atOffset(ZoneOffset.UTC).getYear();
      if (year < rules.earliestYear() || year > 9999) {
        throw new Refusal("timestamp.out_of_range", name + " is in the year " + year);
      }
    }
    return moment;
  }
}

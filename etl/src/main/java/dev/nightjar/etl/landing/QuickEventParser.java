package dev.nightjar.etl.landing;

import dev.nightjar.etl.rules.IngestRules;
import dev.nightjar.etl.tables.Events;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of bronze.events of plain lines from their bytes, without a tree and without a string
 * for each value; nearly all lines of a night are plain. {@link EventParser} says what a row is:
 * this makes the same one, or none where it cannot tell. Not thread-safe.
 */
final class QuickEventParser {

  private static final UTF8String TRACK = UTF8String.fromString(EventParser.TRACK);
  private static final UTF8String ALIAS = UTF8String.fromString(EventParser.ALIAS);
  private static final UTF8String MAPPED = UTF8String.EMPTY_UTF8;
  private static final UTF8String UNMAPPED = UTF8String.fromString(EventParser.UNMAPPED);
  private static final Map<UTF8String, UTF8String> TYPES = kept(EventParser.TYPES);

  private final Map<UTF8String, UTF8String> mapped;
  private final PseudonymKeys keys;
  private final QuickEvent event;
  private final QuickTimes times;
  private LandedFile file = new LandedFile("", LocalDate.EPOCH, 0, "");
  private UTF8String source = UTF8String.EMPTY_UTF8;

  QuickEventParser(IngestRules rules, Set<String> mapped, PseudonymKeys keys) {
    this.mapped = kept(mapped);
    this.keys = keys;
    event = new QuickEvent(rules.maxIdBytes(), new BotAgents(rules.botAgents()));
    times = new QuickTimes(rules);
  }

  private static Map<UTF8String, UTF8String> kept(Set<String> texts) {
    Map<UTF8String, UTF8String> kept = new HashMap<>();
    for (String text : texts) {
      kept.put(UTF8String.fromString(text), UTF8String.fromString(text));
    }
    return kept;
  }

  /** The row of a line; null if it takes the careful reading to tell. */
  LineParser.@Nullable Parsed parse(byte[] line, LandedFile from, long lineNumber) {
    try {
      event.read(line);
      return row(from, lineNumber);
    } catch (Unusual notPlain) {
      return null;
    }
  }

  private LineParser.Parsed row(LandedFile from, long lineNumber) throws Unusual {
    UTF8String type = TYPES.get(event.type());
    UTF8String name = event.event();
    boolean isTrack = TRACK.equals(type);
    if (type == null || ALIAS.equals(type) || (isTrack && name == null)) {
      throw Unusual.LINE;
    }
    boolean isMapped = isTrack && mapped.containsKey(name);
    UTF8String note = isTrack && !isMapped ? UNMAPPED : MAPPED;
    event.readTimes(times, from);
    RowBuilder row = EventParser.LAYOUT.row();
    row.set(Events.LANDING_DATE, Math.toIntExact(from.landingDate().toEpochDay()))
        .set(Events.SOURCE, source(from))
        .set(Events.LINE, lineNumber)
        .set(Events.TYPE, type)
        .set(Events.EVENT, name == null || isMapped ? name : event.ids().free(name))
        .set(Events.MESSAGE_ID, keys.shortHash("message", event.messageId()))
        .set(Events.OCCURRED_AT, times.occurredAt())
        .set(Events.RECEIVED_AT, times.receivedAt())
        .set(Events.EVENT_DATE, times.eventDate())
        .set(Events.EXTRAS, QuickTexts.NONE)
        .set(Events.RULE, note);
    event.setProperties(row, isMapped);
    event.context().set(row, event.ids());
    setKeys(row);
    return new LineParser.Parsed(row.internal(), note.equals(MAPPED) ? "" : EventParser.UNMAPPED);
  }

  private void setKeys(RowBuilder row) throws Unusual {
    UTF8String user = pseudonym(event.userId());
    UTF8String guest = pseudonym(event.anonymousId());
    if (user == null && guest == null) {
      throw Unusual.LINE;
    }
    row.set(Events.USER_KEY, user)
        .set(Events.ANONYMOUS_KEY, guest)
        .set(Events.SESSION_KEY, pseudonym(event.sessionId()))
        .set(Events.KEY_VERSION, keys.version())
        .set(
            Events.OLDER_KEYS,
            CatalystRows.value(
                keys.older(
                    user == null ? null : event.userId(),
                    guest == null ? null : event.anonymousId())));
  }

  /** Null for an id that stands for nobody. */
  private @Nullable UTF8String pseudonym(@Nullable UTF8String rawId) {
    return rawId == null ? null : keys.pseudonym(rawId);
  }

  @SuppressWarnings("ReferenceEquality") // Only spares the encoding of one and the same object.
  private UTF8String source(LandedFile from) {
    if (from != file) {
      file = from;
      source = UTF8String.fromString(from.source());
    }
    return source;
  }
}

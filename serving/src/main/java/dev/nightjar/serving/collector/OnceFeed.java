package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.EventNames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Feeds sessions from two sides, what is posted here and the stream that every server writes to:
 * each event once, by its message id, whichever side it comes from first. Thread-safe; remembers at
 * least the last quarter of a million.
 */
public final class OnceFeed {
  private final Consumer<List<ObjectNode>> sessions;
  private final Clock clock;
  private final RecentKeys known = new RecentKeys();

  /**
   * @param sessions is told of every event once, by one thread at a time
   * @param clock tells when records come that do not say it
   */
  public OnceFeed(Consumer<List<ObjectNode>> sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Events that were posted here. When it returns, the sessions know of them. */
  public void posted(List<ObjectNode> events) {
    tell(events);
  }

  /** Records of the stream. What is no event that the collector takes is left out. */
  public void followed(List<StreamRecord> records) {
    List<ObjectNode> events = new ArrayList<>(records.size());
    for (StreamRecord record : records) {
      for (ObjectNode event : StreamDoor.sort(record, clock.instant()).accepted()) {
        // Nothing that a person did.
        String name = event.path(EventFields.EVENT).asText();
        if (!name.equals(EventNames.RECOMMENDATIONS_SERVED)) {
          events.add(event);
        }
      }
    }
    tell(events);
  }

  private synchronized void tell(List<ObjectNode> events) {
    List<ObjectNode> fresh = new ArrayList<>(events.size());
    for (ObjectNode event : events) {
      EventKey key = EventKey.ofMessage(event.path(EventFields.MESSAGE_ID).asText());
      if (!known.contains(key)) {
        known.add(key);
        fresh.add(event);
      }
    }
    if (!fresh.isEmpty()) {
      sessions.accept(fresh);
    }
  }
}

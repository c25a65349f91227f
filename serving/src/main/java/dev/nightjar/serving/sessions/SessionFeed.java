package dev.nightjar.serving.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.ranking.SessionEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts accepted events into the session store, if the person allows it: an event that refuses
 * personalization is not kept and takes what was kept of its person away. Thread-safe.
 */
public final class SessionFeed {
  private static final int MAX_ITEM_ID_LENGTH = 256;
  private static final String PERSONALIZATION = "personalization";
  private static final String TRACK = "track";
  private static final String ALIAS = "alias";

  private final SessionStore store;
  private final SessionKeys keys;
  private final EventMapping mapping;
  private final ConsentSettings consent;

  /**
   * @param consent what missing consent and privacy signals mean
   */
  public SessionFeed(
      SessionStore store, SessionKeys keys, EventMapping mapping, ConsentSettings consent) {
    this.store = store;
    this.keys = keys;
    this.mapping = mapping;
    this.consent = consent;
  }

  /** Takes the accepted events of one request, already checked and stamped by the collector. */
  public void accept(List<? extends JsonNode> events) {
    List<SessionChange> changes = new ArrayList<>(events.size());
    for (JsonNode event : events) {
      SessionChange change = change(event);
      if (change != null) {
        changes.add(change);
      }
    }
    if (!changes.isEmpty()) {
      store.apply(changes);
    }
  }

  /** What an event changes; nothing where neither consent nor a refusal is said. */
  private @Nullable SessionChange change(JsonNode event) {
    LiveIds owners =
        keys.of(
            text(event.path(EventFields.USER_ID)),
            text(event.path(EventFields.ANONYMOUS_ID)),
            text(event.path(EventFields.CONTEXT).path(EventFields.SESSION_ID)));
    JsonNode context = event.path(EventFields.CONTEXT);
    JsonNode said =
        context
            .path(EventFields.CONSENT)
            .path(EventFields.CATEGORY_PREFERENCES)
            .path(PERSONALIZATION);
    boolean signal =
        consent.gpcRefusesPersonalization() && context.path(EventFields.GPC).asBoolean();
    if (signal || (said.isBoolean() && !said.booleanValue())) {
      return new SessionChange.Forget(owners);
    }
    boolean granted = said.isBoolean() || (said.isMissingNode() && consent.missingGrants());
    return granted ? kept(event, owners) : null;
  }

  private SessionChange kept(JsonNode event, LiveIds owners) {
    return ALIAS.equals(event.path(EventFields.TYPE).asText())
        ? new SessionChange.Alias(
            keys.alias(
                text(event.path(EventFields.USER_ID)), text(event.path(EventFields.PREVIOUS_ID))))
        : new SessionChange.Seen(owners, interactions(event));
  }

  private List<SessionEvent> interactions(JsonNode event) {
    String name = text(event.path(EventFields.EVENT));
    EventMapping.Rule rule = name == null ? null : mapping.rule(name);
    if (rule == null || !TRACK.equals(event.path(EventFields.TYPE).asText())) {
      return List.of();
    }
    Instant timestamp = timestamp(event);
    List<SessionEvent> found = new ArrayList<>(1);
    JsonNode properties = event.path(EventFields.PROPERTIES);
    addItem(found, properties, rule, timestamp);
    for (String list : List.of(EventFields.ITEMS, EventFields.PRODUCTS)) {
      for (JsonNode item : properties.path(list)) {
        addItem(found, item, rule, timestamp);
      }
    }
    return found;
  }

  private static void addItem(
      List<SessionEvent> found,
      JsonNode holder,
      EventMapping.Rule rule,
      @Nullable Instant timestamp) {
    String id = text(holder.path(EventFields.ITEM_ID));
    id = id == null ? text(holder.path(EventFields.PRODUCT_ID)) : id;
    JsonNode rating = holder.path(EventFields.RATING);
    boolean liked = !rating.isNumber() || rule.positive(rating.doubleValue());
    if (id != null && id.length() <= MAX_ITEM_ID_LENGTH && liked) {
      found.add(new SessionEvent(id, rule.interaction(), timestamp));
    }
  }

  private static @Nullable Instant timestamp(JsonNode event) {
    String text = text(event.path(EventFields.TIMESTAMP));
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable String text(JsonNode node) {
    String text = node.isTextual() || node.isNumber() ? node.asText() : null;
    return text == null || text.isEmpty() ? null : text;
  }
}

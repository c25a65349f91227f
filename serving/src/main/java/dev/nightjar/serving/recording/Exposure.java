package dev.nightjar.serving.recording;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.EventNames;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one person was answered with, as the events that land: docs/formats/event.md. Immutable.
 *
 * @param asker whom it is for
 * @param gpc whether the browser refuses by Global Privacy Control
 * @param asked what was asked
 * @param answer what was answered
 * @param itemIds the answer's items, in their order
 * @param origin which answer it is
 */
record Exposure(
    Asker asker,
    boolean gpc,
    Asked asked,
    Recommendation answer,
    List<String> itemIds,
    Origin origin) {
  /** Leaves room below the collector's limit for an event: ids may be long. */
  private static final int EVENT_BYTES = 16_000;

  private static final int BYTES_A_CHARACTER = 3;
  private static final int BYTES_BESIDE_ID = 120;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * Which answer it is.
   *
   * @param recommendationId its id
   * @param snapshotId the snapshot that it rests on
   * @param settings digest of the settings that it was ranked by
   * @param dependsOn the first thing beside these and the person that it depended on, or null
   * @param at when it was given
   */
  record Origin(
      String recommendationId,
      String snapshotId,
      String settings,
      @Nullable String dependsOn,
      Instant at) {}

  /** Takes from an answer what can be read no more once its thread goes on. */
  static Exposure of(Answered answered, String settings, Instant at) {
    Answered.Given given = answered.given();
    List<RankedItem> items = given.recommendation().items();
    List<String> ids = new ArrayList<>(items.size());
    for (RankedItem item : items) {
      ids.add(given.snapshot().itemId(item.item()));
    }
    Asked asked = answered.asked();
    return new Exposure(
        answered.asker(),
        answered.gpc(),
        asked,
        given.recommendation(),
        ids,
        new Origin(
            answered.recommendationId(),
            given.snapshot().manifest().snapshotId(),
            settings,
            Standing.otherwise(
                given.snapshot(), asked.query(), asked.surface(), given.recommendation()),
            at));
  }

  /** The events: one, or more where the items would not fit into one. */
  List<ObjectNode> events() {
    List<ObjectNode> events = new ArrayList<>(1);
    ArrayNode items = NODES.arrayNode();
    int bytes = 0;
    for (int place = 0; place < itemIds.size(); place++) {
      String itemId = itemIds.get(place);
      bytes += BYTES_BESIDE_ID + itemId.length() * BYTES_A_CHARACTER;
      if (bytes > EVENT_BYTES && !items.isEmpty()) {
        events.add(event(events.size(), items));
        items = NODES.arrayNode();
        bytes = 0;
      }
      items
          .addObject()
          .put(EventFields.ITEM_ID, itemId)
          .put(EventFields.POSITION, place + 1)
          .put(EventFields.RECOMMENDATION_SOURCE, answer.items().get(place).origin())
          .put(EventFields.PROPENSITY, answer.propensity(place));
    }
    if (!items.isEmpty()) {
      events.add(event(events.size(), items));
    }
    return events;
  }

  private ObjectNode event(int part, ArrayNode items) {
    ObjectNode event = NODES.objectNode();
    event.put(EventFields.TYPE, "track");
    event.put(EventFields.EVENT, EventNames.RECOMMENDATIONS_SERVED);
    event.put("channel", "server");
    put(event, EventFields.USER_ID, asker.userId());
    put(event, EventFields.ANONYMOUS_ID, asker.anonymousId());
    // Its own, so that an event which is sent twice after a crash counts once.
    event.put(EventFields.MESSAGE_ID, origin.recommendationId() + "-" + part);
    event.put(EventFields.TIMESTAMP, origin.at().toString());
    ObjectNode properties = event.putObject(EventFields.PROPERTIES);
    properties.put(EventFields.RECOMMENDATION_ID, origin.recommendationId());
    properties.put(EventFields.SNAPSHOT, origin.snapshotId());
    properties.put("mode", answer.mode().id());
    put(properties, "scenario", asked.surface().name());
    put(properties, "screen_item_id", asked.query().itemId());
    properties.put(EventFields.WANTED, asked.query().n());
    properties.put(EventFields.INCLUDE_SEEN, asked.query().includeSeen());
    properties.put(EventFields.SETTINGS, origin.settings());
    put(properties, EventFields.DEPENDS_ON, origin.dependsOn());
    properties.set(EventFields.ITEMS, items);
    context(event.putObject(EventFields.CONTEXT));
    return event;
  }

  private void context(ObjectNode context) {
    put(context, EventFields.SESSION_ID, asker.sessionId());
    RequestContext said = asked.query().context();
    if (said.device() != null) {
      context.putObject("device").put("type", said.device());
    }
    if (said.country() != null) {
      context.putObject("location").put("country", said.country());
    }
    if (gpc) {
      context.put(EventFields.GPC, true);
    }
    context.putObject("library").put("name", "nightjar-server");
    Asker.Consent consent = asker.consent();
    if (!consent.equals(Asker.Consent.UNSAID)) {
      ObjectNode purposes =
          context.putObject(EventFields.CONSENT).putObject(EventFields.CATEGORY_PREFERENCES);
      put(purposes, "personalization", consent.personalization());
      put(purposes, "analytics", consent.analytics());
    }
  }

  private static void put(ObjectNode object, String field, @Nullable String value) {
    if (value != null) {
      object.put(field, value);
    }
  }

  private static void put(ObjectNode object, String field, @Nullable Boolean value) {
    if (value != null) {
      object.put(field, value);
    }
  }
}

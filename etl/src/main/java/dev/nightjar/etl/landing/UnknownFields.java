package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fields of an event that neither this program nor Segment's spec knows, by their path, as
 * texts: a sender's new field is kept from its first day on. Fields of {@code properties} and
 * {@code traits} have their own columns and are not looked at. Private fields are left out, ids
 * masked.
 */
final class UnknownFields {

  /** More would be a sender's mistake; a last entry counts what is left out. */
  static final int MAX_FIELDS = 50;

  static final String MORE = "(more)";

  private static final Set<String> TOP =
      Set.of(
          EventFields.TYPE,
          EventFields.EVENT,
          EventFields.USER_ID,
          EventFields.ANONYMOUS_ID,
          EventFields.PREVIOUS_ID,
          EventFields.MESSAGE_ID,
          EventFields.TIMESTAMP,
          EventFields.RECEIVED_AT,
          EventFields.SENT_AT,
          EventFields.ORIGINAL_TIMESTAMP,
          EventFields.PROPERTIES,
          EventFields.CONTEXT,
          EventFields.TRAITS,
          "groupId",
          "name",
          "category",
          "channel",
          "integrations",
          "version",
          "writeKey",
          "_metadata");
  private static final Set<String> CONTEXT =
      Set.of(
          EventFields.SESSION_ID,
          EventFields.CONSENT,
          EventFields.TRAITS,
          "active",
          "app",
          "campaign",
          "country",
          "device",
          "externalIds",
          EventFields.GPC,
          "groupId",
          "ip",
          "library",
          "locale",
          "location",
          "network",
          "os",
          "page",
          "referrer",
          "screen",
          "timezone",
          "userAgent",
          "userAgentData");
  private static final Map<String, Set<String>> WITHIN_CONTEXT =
      Map.of(
          "app", Set.of("name", "version", "build", "namespace"),
          "campaign", Set.of("name", "source", "medium", "term", "content"),
          "device",
              Set.of(
                  "id",
                  "advertisingId",
                  "adTrackingEnabled",
                  "manufacturer",
                  "model",
                  "name",
                  "type",
                  "version",
                  "token"),
          "library", Set.of("name", "version"),
          "os", Set.of("name", "version"),
          "page",
              Set.of(
                  "path",
                  "referrer",
                  "search",
                  "title",
                  "url",
                  "tab_url",
                  "initial_referrer",
                  "initial_referring_domain",
                  "referring_domain"));
  private static final Set<String> ITEM =
      Set.of(
          EventFields.ITEM_ID,
          EventFields.PRODUCT_ID,
          EventFields.VALUE,
          EventFields.QUANTITY,
          EventFields.POSITION,
          EventFields.RATING,
          EventFields.RATING_MAX,
          EventFields.RATING_THRESHOLD,
          EventFields.PROPENSITY,
          EventFields.RECOMMENDATION_ID,
          EventFields.RECOMMENDATION_SOURCE,
          "brand",
          "category",
          "coupon",
          "currency",
          "image_url",
          "name",
          "price",
          "sku",
          "url",
          "variant");

  private final RawIds ids;
  private final Map<String, String> found = new TreeMap<>();
  private int left;

  private UnknownFields(RawIds ids) {
    this.ids = ids;
  }

  /** Path to text, such as {@code context.page.section}; empty for nearly every event. */
  static Map<String, String> read(ObjectNode line, RawIds ids) {
    UnknownFields unknown = new UnknownFields(ids);
    unknown.add("", line, TOP);
    JsonNode context = line.path(EventFields.CONTEXT);
    unknown.add(EventFields.CONTEXT + ".", context, CONTEXT);
    WITHIN_CONTEXT.forEach(
        (name, known) ->
            unknown.add(EventFields.CONTEXT + "." + name + ".", context.path(name), known));
    JsonNode properties = line.path(EventFields.PROPERTIES);
    for (String list : List.of(EventFields.ITEMS, EventFields.PRODUCTS)) {
      JsonNode items = properties.path(list);
      for (int i = 0; items.isArray() && i < items.size(); i++) {
        unknown.add(list + "[" + i + "].", items.get(i), ITEM);
      }
    }
    if (unknown.left > 0) {
      unknown.found.put(MORE, String.valueOf(unknown.left));
    }
    return unknown.found;
  }

  /** That a field of an event is known. */
  static void requireKnown(String field) throws Unusual {
    require(TOP, field);
  }

  /** That a field of the context is known. */
  static void requireKnownInContext(String field) throws Unusual {
    require(CONTEXT, field);
  }

  /** That a field of an object within the context is known, or that any field of it is taken. */
  static void requireKnownInContext(String object, String field) throws Unusual {
    Set<String> known = WITHIN_CONTEXT.get(object);
    if (known != null) {
      require(known, field);
    }
  }

  /** That a field of an item is known. */
  static void requireKnownInItem(String field) throws Unusual {
    require(ITEM, field);
  }

  private static void require(Set<String> known, String field) throws Unusual {
    if (!known.contains(field)) {
      throw Unusual.LINE;
    }
  }

  private void add(String prefix, JsonNode object, Set<String> known) {
    if (!(object instanceof ObjectNode)) {
      return;
    }
    Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      String name = field.getKey();
      if (known.contains(name) || Privacy.isPrivate(name) || field.getValue().isNull()) {
        continue;
      }
      if (found.size() == MAX_FIELDS) {
        left++;
      } else {
        found.put(prefix + ids.scrub(name), FreeFields.text(field.getValue(), ids));
      }
    }
  }
}

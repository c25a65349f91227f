package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates an event of Mixpanel's, by the same rules as {@code conf/import/mixpanel.conf}: an
 * event that came live and again in an export has one message id. Static.
 */
final class MixpanelEvent {
  private static final String DEVICE_PREFIX = "$device:";
  private static final String PERSON = "distinct_id";
  private static final String USER = "$user_id";
  private static final String DEVICE = "$device_id";
  private static final String TIME = "time";
  private static final String INSERT_ID = "$insert_id";
  private static final String CONSENT = "consent";

  /** Seconds are less for the next three thousand years. */
  private static final double LEAST_MILLIS = 1e11;

  /** Properties that become fields of the event, or are of the transport alone. */
  private static final Set<String> TRANSLATED =
      Set.of(
          "token", PERSON, USER, DEVICE, TIME, INSERT_ID, "ip", "mp_lib", "$lib_version", CONSENT);

  private static final List<String> ITEM_NAMES = List.of("Item ID", "Product ID");

  /** Where in the context a property goes: an object of it and its field. */
  private static final Map<String, List<String>> CONTEXT =
      Map.of(
          "$os", List.of("os", "name"),
          "$current_url", List.of("page", "url"),
          "utm_campaign", List.of("campaign", "name"),
          "mp_country_code", List.of("location", "country"),
          "mp_lib", List.of("library", "name"),
          "$lib_version", List.of("library", "version"));

  private MixpanelEvent() {}

  /** The event in Segment's form; what is no event stays as it is and is refused later. */
  static JsonNode translate(JsonNode sent) {
    if (!(sent instanceof ObjectNode) || !EventJson.within(sent, CollectorSettings.EVENT_DEPTH)) {
      return sent;
    }
    JsonNode properties = sent.path(EventFields.PROPERTIES);
    ObjectNode event = EventJson.object();
    event.put(EventFields.TYPE, "track");
    event.set(EventFields.EVENT, sent.path(EventFields.EVENT));
    who(properties, event);
    String insertId = text(properties.path(INSERT_ID));
    if (insertId != null) {
      event.put(EventFields.MESSAGE_ID, messageId(sent, insertId));
    }
    String time = text(properties.path(TIME));
    if (time != null) {
      event.put(EventFields.TIMESTAMP, timestamp(time));
    }
    event.set(EventFields.PROPERTIES, rest(properties));
    ObjectNode context = context(properties);
    if (!context.isEmpty()) {
      event.set(EventFields.CONTEXT, context);
    }
    return event;
  }

  private static void who(JsonNode properties, ObjectNode event) {
    String user = text(properties.path(USER));
    String device = text(properties.path(DEVICE));
    String person = text(properties.path(PERSON));
    if (person != null && person.startsWith(DEVICE_PREFIX)) {
      device = device == null ? person.substring(DEVICE_PREFIX.length()) : device;
    } else if (user == null && device == null) {
      user = person;
    }
    put(event, EventFields.USER_ID, user);
    put(event, EventFields.ANONYMOUS_ID, device);
  }

  private static String messageId(JsonNode sent, String insertId) {
    JsonNode properties = sent.path(EventFields.PROPERTIES);
    StringBuilder parts = new StringBuilder();
    // As concat_ws of the import does: what is missing leaves no separator behind.
    for (JsonNode part :
        List.of(sent.path(EventFields.EVENT), properties.path(PERSON), properties.path(TIME))) {
      String text = text(part);
      parts.append(text == null ? "" : text + "|");
    }
    return Sha256.hex(parts.append(insertId).toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Seconds or, in newer clients, milliseconds; other texts as they are, to be refused. */
  private static String timestamp(String time) {
    try {
      double number = Double.parseDouble(time);
      long millis = (long) (number >= LEAST_MILLIS ? number : number * 1_000);
      return Instant.ofEpochMilli(millis).toString();
    } catch (NumberFormatException e) {
      return time;
    }
  }

  private static ObjectNode rest(JsonNode properties) {
    ObjectNode rest = EventJson.object();
    for (Map.Entry<String, JsonNode> field : properties.properties()) {
      if (!TRANSLATED.contains(field.getKey()) && !field.getValue().isNull()) {
        rest.set(field.getKey(), field.getValue());
      }
    }
    for (String name : ITEM_NAMES) {
      if (!rest.has(EventFields.ITEM_ID) && rest.has(name)) {
        rest.set(EventFields.ITEM_ID, rest.remove(name));
      }
    }
    for (String name : List.of(EventFields.ITEM_ID, EventFields.PRODUCT_ID)) {
      if (rest.path(name).isNumber()) {
        rest.put(name, rest.path(name).asText());
      }
    }
    return rest;
  }

  private static ObjectNode context(JsonNode properties) {
    ObjectNode context = EventJson.object();
    CONTEXT.forEach(
        (property, place) -> {
          String text = text(properties.path(property));
          if (text != null) {
            context.withObjectProperty(place.get(0)).put(place.get(1), text);
          }
        });
    put(context, "ip", text(properties.path("ip")));
    if (properties.path(CONSENT).isObject()) {
      context.set(EventFields.CONSENT, properties.path(CONSENT));
    }
    return context;
  }

  private static void put(ObjectNode object, String field, @Nullable String text) {
    if (text != null) {
      object.put(field, text);
    }
  }

  private static @Nullable String text(JsonNode node) {
    String text = node.isTextual() || node.isNumber() ? node.asText() : null;
    return text == null || text.isEmpty() ? null : text;
  }
}

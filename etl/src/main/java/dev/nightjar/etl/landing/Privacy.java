package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps raw ids and contact details out of every table: knows which fields hold them, masks a line
 * that parses, and leaves of a line that does not parse only its shape.
 */
final class Privacy {

  static final String MASK = "***";
  static final int MAX_TEXT = 1000;

  /** Field names without case and separators. */
  private static final Set<String> PRIVATE =
      Set.of(
          "userid",
          "anonymousid",
          "previousid",
          "sessionid",
          "messageid",
          "groupid",
          "customerid",
          "clientid",
          "visitorid",
          "deviceid",
          "advertisingid",
          "accountid",
          "email",
          "emailaddress",
          "mail",
          "phone",
          "phonenumber",
          "mobile",
          "ip",
          "ipaddress",
          "name",
          "firstname",
          "lastname",
          "fullname",
          "username",
          "login",
          "address",
          "street",
          "birthday",
          "useragent",
          "referrer",
          "url",
          "search",
          "token",
          "password",
          "writekey");

  private static final Set<String> PERSON_IDS =
      Set.of("userid", "anonymousid", "previousid", "sessionid");

  /** Fields that may stand as they are at the beginning of a line that does not parse. */
  private static final Pattern SAFE_START =
      Pattern.compile(
          "^\\s*\\{(\\s*\"(?:type|event|timestamp|receivedAt|sentAt|item_id)\"\\s*:\\s*\"[^\"]{0,100}\"\\s*,?)*");

  /** Shorter ids would be found everywhere by chance. */
  private static final int SHORTEST_SCRUBBED = 4;

  private Privacy() {}

  /** Whether a field of this name holds an id or a contact detail. */
  static boolean isPrivate(String field) {
    return PRIVATE.contains(bare(field));
  }

  /** A text without the given ids. */
  static String scrub(String text, List<String> ids) {
    String scrubbed = text;
    for (String id : ids) {
      if (scrubbed.equals(id)) {
        return MASK;
      }
      if (id.length() >= SHORTEST_SCRUBBED) {
        scrubbed = scrubbed.replace(id, MASK);
      }
    }
    return scrubbed;
  }

  /** A line that parses, or a part of one, with its ids and contact details masked. */
  static String mask(JsonNode line) {
    JsonNode copy = line.deepCopy();
    maskFields(copy);
    return cut(scrub(copy.toString(), ids(line)));
  }

  /**
   * The shape of a line that does not parse: letters become {@code a}, digits {@code 9}; only
   * harmless fields at its very beginning stay readable.
   */
  static String shape(String line) {
    Matcher start = SAFE_START.matcher(line);
    int keep = start.find() ? start.end() : 0;
    String rest = line.substring(keep, Math.min(line.length(), keep + 300));
    String shape = rest.replaceAll("\\p{L}", "a").replaceAll("\\p{N}", "9");
    return cut(line.substring(0, keep) + shape.replaceAll("\\p{Cntrl}", "?"));
  }

  /** The ids of persons in an event, whatever else is wrong with it. */
  static List<String> ids(JsonNode node) {
    Set<String> found = new HashSet<>();
    for (String field : List.of("userId", "anonymousId", "previousId")) {
      addId(node.get(field), found);
    }
    JsonNode context = node.get("context");
    if (context != null) {
      addId(context.get("sessionId"), found);
    }
    return List.copyOf(found);
  }

  private static void addId(@org.jspecify.annotations.Nullable JsonNode id, Set<String> ids) {
    if (id != null && id.isValueNode() && !id.asText().isEmpty()) {
      ids.add(id.asText());
    }
  }

  private static void maskFields(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (PERSON_IDS.contains(bare(field.getKey())) || isPrivate(field.getKey())) {
          field.setValue(TextNode.valueOf(MASK));
        } else {
          maskFields(field.getValue());
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(Privacy::maskFields);
    }
  }

  private static String bare(String field) {
    return field.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}

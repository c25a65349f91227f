package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Parts of field names that make any name private, without case and separators. */
  private static final List<String> PRIVATE_PARTS =
      List.of(
          "userid",
          "anonymousid",
          "previousid",
          "sessionid",
          "useragent",
          "email",
          "phone",
          "address",
          "birth",
          "firstname",
          "lastname",
          "surname",
          "username",
          "password",
          "token",
          "iban",
          "cardnumber");

  /** Fields whose values name a person, so that they are looked for in the rest of the line. */
  private static final Set<String> NAMING =
      Set.of(
          "userid",
          "anonymousid",
          "previousid",
          "sessionid",
          "groupid",
          "email",
          "emailaddress",
          "phone",
          "phonenumber",
          "username",
          "login");

  /** What may stand as it is at the beginning of a line that does not parse: nothing free. */
  private static final Pattern SAFE_START =
      Pattern.compile(
          "^\\s*\\{(\\s*\"(?:type\"\\s*:\\s*\"(?:track|page|screen|identify|group|alias)"
              + "|(?:timestamp|receivedAt|sentAt)\"\\s*:\\s*\"[0-9TZ:.+-]{0,40})\"\\s*,?)*");

  private Privacy() {}

  /** Whether a field of this name holds an id or a contact detail. */
  static boolean isPrivate(String field) {
    return FieldName.of(field).isPrivate();
  }

  /** Whether a field of this name names a person, so that its value is looked for elsewhere. */
  static boolean isNaming(String field) {
    return FieldName.of(field).isNaming();
  }

  /** A line that parses, with its ids and contact details masked. */
  static String mask(ObjectNode line) {
    return cut(mask(line, RawIds.of(namedIn(line))));
  }

  /** An object or array, with private fields and the ids masked; not cut. */
  static String mask(JsonNode node, RawIds ids) {
    JsonNode copy = node.deepCopy();
    maskFields(copy);
    return ids.scrub(copy.toString());
  }

  /** Ids and contact details that fields name, at any depth. */
  static Set<String> namedIn(JsonNode node) {
    Set<String> found = new LinkedHashSet<>();
    collect(node, found);
    return found;
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

  private static void collect(JsonNode node, Set<String> found) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode value = field.getValue();
        if (value.isValueNode() && !value.isNull() && FieldName.of(field.getKey()).isNaming()) {
          found.add(value.asText());
        }
        collect(value, found);
      }
    } else if (node instanceof ArrayNode) {
      node.forEach(element -> collect(element, found));
    }
  }

  private static void maskFields(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (isPrivate(field.getKey())) {
          field.setValue(TextNode.valueOf(MASK));
        } else {
          maskFields(field.getValue());
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(Privacy::maskFields);
    }
  }

  /** What a field's name says of its value; kept, because log lines have the same few names. */
  private record FieldName(boolean isPrivate, boolean isNaming) {

    private static final int MAX_KEPT = 10_000;
    private static final int MAX_KEPT_CHARS = 100;
    private static final Map<String, FieldName> KEPT = new ConcurrentHashMap<>();

    static FieldName of(String field) {
      FieldName name = KEPT.get(field);
      if (name == null) {
        String bare =
            field.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
        boolean hasPart = PRIVATE_PARTS.stream().anyMatch(bare::contains);
        name = new FieldName(hasPart || PRIVATE.contains(bare), NAMING.contains(bare));
        if (field.length() < MAX_KEPT_CHARS && KEPT.size() < MAX_KEPT) {
          KEPT.put(field, name);
        }
      }
      return name;
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}

package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that no column is made for, as texts: what analysts may want later. Private fields are
 * left out and ids of the event are masked wherever they stand.
 */
final class FreeFields {

  private static final int MAX_VALUE_CHARS = 1000;

  private FreeFields() {}

  static Map<String, String> read(@Nullable JsonNode object, Set<String> known, RawIds ids) {
    Map<String, String> texts = new TreeMap<>();
    if (!(object instanceof ObjectNode)) {
      return texts;
    }
    Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      String name = field.getKey();
      if (!known.contains(name) && !Privacy.isPrivate(name) && !field.getValue().isNull()) {
        texts.put(ids.scrub(name), text(field.getValue(), ids));
      }
    }
    return texts;
  }

  /** A value as a bounded text, with private fields within it and ids masked. */
  static String text(JsonNode value, RawIds ids) {
    String text = value.isContainerNode() ? Privacy.mask(value, ids) : plain(value, ids);
    return text.length() <= MAX_VALUE_CHARS ? text : text.substring(0, MAX_VALUE_CHARS);
  }

  /** A single value; of an address of a page not what follows the question mark. */
  private static String plain(JsonNode value, RawIds ids) {
    String text = value.asText();
    int query = text.startsWith("http") && text.contains("://") ? text.indexOf('?') : -1;
    return ids.scrub(query < 0 ? text : text.substring(0, query));
  }
}

package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/**
 * The canonical text of an event: keys sorted at every depth, no blanks. Two sendings of one event
 * have the same canonical text, so its hash stands in for a missing message id. When and whence it
 * came ({@code receivedAt}, {@code sentAt}) is left out if the event says when it happened.
 */
final class Canonical {

  private static final Set<String> TRANSPORT = Set.of(EventFields.RECEIVED_AT, EventFields.SENT_AT);

  private Canonical() {}

  static String text(ObjectNode event) {
    StringBuilder out = new StringBuilder(512);
    boolean dated = event.hasNonNull(EventFields.TIMESTAMP);
    appendObject(out, event, dated ? TRANSPORT : Set.of());
    return out.toString();
  }

  private static void append(StringBuilder out, JsonNode node) {
    if (node.isObject()) {
      appendObject(out, node, Set.of());
    } else if (node.isArray()) {
      out.append('[');
      for (int i = 0; i < node.size(); i++) {
        append(i == 0 ? out : out.append(','), node.get(i));
      }
      out.append(']');
    } else {
      out.append(node);
    }
  }

  private static void appendObject(StringBuilder out, JsonNode object, Set<String> without) {
    Set<String> names = new TreeSet<>();
    for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
      names.add(fields.next());
    }
    names.removeAll(without);
    char separator = '{';
    for (String name : names) {
      out.append(separator).append('"').append(name).append("\":");
      append(out, object.get(name));
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }
}

package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import org.jspecify.annotations.Nullable;

/**
 * Which program made an event: name and version of {@code context.library}, else of {@code
 * context.app}. Reads without refusing anything, because it is asked about refused lines too: a
 * changed type is of use to its owner only with the version that brought it.
 */
final class Producer {

  private static final int MAX_CHARS = 80;

  private Producer() {}

  /** Such as {@code analytics-node/3.1.0}; null if the event does not say. */
  static @Nullable String of(ObjectNode line, RawIds ids) {
    JsonNode context = line.path(EventFields.CONTEXT);
    String library = name(context.path("library"));
    String producer = library == null ? name(context.path("app")) : library;
    return producer == null ? null : ids.scrub(producer);
  }

  private static @Nullable String name(JsonNode program) {
    String name = text(program.path("name"));
    String version = text(program.path("version"));
    if (name.isEmpty()) {
      return null;
    }
    String whole = version.isEmpty() ? name : name + "/" + version;
    return whole.length() <= MAX_CHARS ? whole : whole.substring(0, MAX_CHARS);
  }

  private static String text(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      return "";
    }
    String text = value.asText().strip();
    return text.chars().anyMatch(Character::isISOControl)
        ? text.replaceAll("\\p{Cntrl}", "?")
        : text;
  }
}

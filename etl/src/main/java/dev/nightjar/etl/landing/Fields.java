package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.contract.PersonIds;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of one JSON object's fields. A missing field and a JSON null are null; a field of
 * another type is refused by name and never converted. {@code prefix} makes the name in a refusal
 * the path from the top of the line.
 *
 * @param node the object; a missing or null node has no fields
 * @param prefix path of the object, with a dot at its end unless empty
 */
record Fields(@Nullable JsonNode node, String prefix) {

  /** Of one character of a text. */
  private static final int MAX_UTF8_BYTES = 3;

  @Nullable String text(String name) throws Refusal {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrongType(name, "a text", value);
    }
    return value.textValue();
  }

  @Nullable Double number(String name) throws Refusal {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw wrongType(name, "a number", value);
    }
    double number = value.doubleValue();
    if (!Double.isFinite(number)) {
      throw new Refusal("field.out_of_range:" + prefix + name, null);
    }
    return number;
  }

  @Nullable Integer integer(String name) throws Refusal {
    Double number = number(name);
    if (number == null) {
      return null;
    }
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new Refusal("field.out_of_range:" + prefix + name, "not a whole number of 32 bits");
    }
    return number.intValue();
  }

  @Nullable Boolean flag(String name) throws Refusal {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrongType(name, "true or false", value);
    }
    return value.booleanValue();
  }

  /** A moment in ISO 8601 with an offset; an epoch number is refused. */
  @Nullable Instant moment(String name) throws Refusal {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw new Refusal("timestamp.invalid", prefix + name + " is " + kind(value));
    }
    try {
      return IsoMoment.parse(value.textValue());
    } catch (DateTimeException e) {
      throw new Refusal("timestamp.invalid", prefix + name + " is not ISO 8601 with an offset");
    }
  }

  /** The fields of an object within this one; of nothing, if it is not there. */
  Fields object(String name) throws Refusal {
    JsonNode value = present(name);
    if (value != null && !value.isObject()) {
      throw wrongType(name, "an object", value);
    }
    return new Fields(value, prefix + name + ".");
  }

  /** The objects of an array; null if it is not there. */
  @Nullable List<Fields> objects(String name) throws Refusal {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw wrongType(name, "an array", value);
    }
    List<Fields> objects = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      if (!element.isObject()) {
        throw wrongType(name, "an array of objects", element);
      }
      objects.add(new Fields(element, prefix + name + "."));
    }
    return objects;
  }

  /** The texts of an array; null if it is not there. */
  @Nullable List<String> texts(String name) throws Refusal {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw wrongType(name, "an array", value);
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw wrongType(name, "an array of texts", element);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** An id: null if it is missing or blank. */
  @Nullable String id(String name, int maxBytes) throws Refusal {
    String id = text(name);
    if (id == null || id.isBlank()) {
      return null;
    }
    if (id.length() > maxBytes
        || (id.length() > maxBytes / MAX_UTF8_BYTES
            && id.getBytes(StandardCharsets.UTF_8).length > maxBytes)) {
      throw new Refusal("id.too_long", prefix + name + " has " + id.length() + " characters");
    }
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        throw new Refusal("id.control_character", prefix + name);
      }
    }
    return id;
  }

  /** An id of a person: null as well if it is a placeholder that stands for nobody. */
  @Nullable String personId(String name, int maxBytes) throws Refusal {
    return PersonIds.real(id(name, maxBytes));
  }

  /**
   * Refuses a field whose name differs from a known one in case only, where the known one is
   * missing: read as unknown, it would be lost without a sign.
   *
   * @param known names by their small letters
   */
  void refuseOtherCase(Map<String, String> known) throws Refusal {
    if (node == null) {
      return;
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String meant = known.get(name.toLowerCase(Locale.ROOT));
      if (meant != null && !meant.equals(name) && !node.has(meant)) {
        throw new Refusal("field.other_case:" + prefix + meant, "sent as " + name);
      }
    }
  }

  /** Names by their small letters, as {@link #refuseOtherCase} takes them. */
  static Map<String, String> bySmallLetters(String... names) {
    return Arrays.stream(names)
        .collect(
            Collectors.toUnmodifiableMap(
                name -> name.toLowerCase(Locale.ROOT), Function.identity()));
  }

  private @Nullable JsonNode present(String name) {
    if (node == null) {
      return null;
    }
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private Refusal wrongType(String name, String expected, JsonNode found) {
    return new Refusal(
        "field.wrong_type:" + prefix + name, "expected " + expected + ", found " + kind(found));
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}

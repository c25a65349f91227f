package dev.nightjar.export.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a property of an item says, which the tables keep as text. */
final class PropertyValues {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Characters from which on the tables may hold only the beginning of a value. */
  private static final int CUT = 1_000;

  /** More digits a double cannot tell apart, and a number with that many is an id. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  private PropertyValues() {}

  /**
   * The single values: those of an array one by one; none of an object, or of an array that was cut
   * because it is long.
   */
  static List<String> of(String text) {
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return List.of(text);
    }
    try {
      List<String> values = new ArrayList<>();
      if (JSON.readTree(text) instanceof ArrayNode array) {
        for (JsonNode value : array) {
          if (value.isValueNode() && !value.isNull()) {
            values.add(value.asText());
          }
        }
      }
      return values;
    } catch (JsonProcessingException e) {
      return text.length() < CUT ? List.of(text) : List.of();
    }
  }

  /** Those of the values that read as numbers. */
  static List<Double> numbers(List<String> values) {
    return values.stream()
        .filter(value -> NUMBER.matcher(value).matches())
        .map(Double::valueOf)
        .toList();
  }
}

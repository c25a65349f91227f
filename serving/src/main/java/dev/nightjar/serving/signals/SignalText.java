package dev.nightjar.serving.signals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.ranking.RequestContext;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a provider answers: a JSON object of texts, numbers and truth values by name, or arrays of
 * texts, each of which becomes a name of its own ({@code trending.football}) with the value {@code
 * true}. Anything else is refused whole: half of a wrong answer is no signal.
 */
final class SignalText {
  private static final String NAME = "[A-Za-z0-9_.-]{1,64}";
  private static final int MOST = 50;
  private static final int LONGEST = 200;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SignalText() {}

  /**
   * The values of an answer, by name.
   *
   * @throws IOException when it is none; says what is wrong
   */
  static Map<String, String> read(byte[] body) throws IOException {
    JsonNode json = JSON.readTree(body);
    if (!json.isObject()) {
      throw new IOException("it is no JSON object");
    }
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      JsonNode value = field.getValue();
      if (value.isArray()) {
        for (JsonNode each : value) {
          put(values, field.getKey() + "." + each.asText(), each.isTextual(), "true");
        }
      } else {
        put(values, field.getKey(), value.isValueNode() && !value.isNull(), value.asText());
      }
    }
    return Map.copyOf(values);
  }

  /** Names that say who or where somebody is: that is for the caller to say. */
  private static boolean isReserved(String name) {
    return RequestContext.NAMES.contains(name) || name.equals("segment") || name.equals("item");
  }

  private static void put(Map<String, String> values, String name, boolean right, String value)
      throws IOException {
    if (!name.matches(NAME) || isReserved(name)) {
      throw new IOException("a signal cannot be called " + name);
    }
    if (!right || value.length() > LONGEST) {
      throw new IOException(
          name + " is no text of at most " + LONGEST + " characters, nor a number");
    }
    values.put(name, value);
    if (values.size() > MOST) {
      throw new IOException("it holds more than " + MOST + " signals");
    }
  }
}

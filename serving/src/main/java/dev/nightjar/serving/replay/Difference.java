package dev.nightjar.serving.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in words where two answers differ first. */
final class Difference {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Difference() {}

  /** Where they differ, such as {@code items[2].score was 0.5, is 0.25}; nothing if nowhere. */
  static Optional<String> of(byte[] recorded, byte[] now) throws IOException {
    if (Arrays.equals(recorded, now)) {
      return Optional.empty();
    }
    String found = first("", JSON.readTree(recorded), JSON.readTree(now));
    return Optional.of(found == null ? "the same values are spelled otherwise" : found);
  }

  private static @Nullable String first(String path, JsonNode was, JsonNode is) {
    if (was.isObject() && is.isObject()) {
      return firstOfObjects(path, was, is);
    }
    if (was.isArray() && is.isArray()) {
      for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
        String found = first(path + "[" + i + "]", was.path(i), is.path(i));
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    return was.equals(is) ? null : path + " was " + shown(was) + ", is " + shown(is);
  }

  private static @Nullable String firstOfObjects(String path, JsonNode was, JsonNode is) {
    Set<String> names = new LinkedHashSet<>();
    was.fieldNames().forEachRemaining(names::add);
    is.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String inner = path.isEmpty() ? name : path + "." + name;
      String found = first(inner, was.path(name), is.path(name));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "not there" : value.toString();
  }
}

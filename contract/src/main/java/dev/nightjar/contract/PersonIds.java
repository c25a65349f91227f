package dev.nightjar.contract;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells ids of persons, devices and visits from what faulty clients send in their place: {@code
 * null}, {@code undefined}, zeros. Such an id would make one person of many, so it stands for
 * nobody. The server and the tables must agree on it; see docs/formats/event.md.
 */
public final class PersonIds {
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "null",
          "undefined",
          "none",
          "nil",
          "nan",
          "anonymous",
          "unknown",
          "guest",
          "[object object]");

  private PersonIds() {}

  /** The id, or null when it stands for nobody. */
  public static @Nullable String real(@Nullable String id) {
    if (id == null) {
      return null;
    }
    String bare = id.strip();
    return bare.isEmpty() || onlyZeros(bare) || PLACEHOLDERS.contains(bare.toLowerCase(Locale.ROOT))
        ? null
        : id;
  }

  private static boolean onlyZeros(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c != '0' && c != '-') {
        return false;
      }
    }
    return !id.equals("-");
  }
}

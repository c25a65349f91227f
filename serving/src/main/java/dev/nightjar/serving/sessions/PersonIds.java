package dev.nightjar.serving.sessions;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells ids from what faulty clients send in their place: {@code null}, {@code undefined}, zeros.
 * Such an id would make one person of many, so it stands for nobody.
 */
public final class PersonIds {
  private static final Set<String> PLACEHOLDERS =
      Set.of("null", "undefined", "none", "nil", "anonymous", "[object object]");

  private PersonIds() {}

  /** The id, or null when it stands for nobody. */
  public static @Nullable String real(@Nullable String id) {
    if (id == null || id.isBlank() || PLACEHOLDERS.contains(id.toLowerCase(Locale.ROOT))) {
      return null;
    }
    return onlyZeros(id) ? null : id;
  }

  private static boolean onlyZeros(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c != '0' && c != '-') {
        return false;
      }
    }
    return id.length() >= 4;
  }
}

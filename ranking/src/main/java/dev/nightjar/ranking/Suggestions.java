package dev.nightjar.ranking;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The nearest known name to one that is unknown, by edit distance. */
public final class Suggestions {
  private Suggestions() {}

  /** "; did you mean X?", or the list of what is known when nothing is near. */
  public static String phrase(String unknown, Collection<String> known) {
    String best = nearest(unknown, known);
    return best == null
        ? "; known are " + String.join(", ", known)
        : "; did you mean " + best + "?";
  }

  private static @Nullable String nearest(String unknown, Collection<String> known) {
    String best = null;
    int least = Math.max(2, unknown.length() / 2);
    for (String name : known) {
      int distance = unknown.length() > 64 ? Integer.MAX_VALUE : distance(unknown, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + same);
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[right.length()];
  }
}

package dev.nightjar.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the known word that a misspelt one most likely meant: the same name in another section
 * first, else the smallest edit distance (insert, delete, replace, swap of neighbours), provided it
 * is small against the word's length.
 */
final class Suggestion {

  private Suggestion() {}

  /** A sentence part such as {@code "; did you mean als.rank?"}, empty when nothing is near. */
  static String phrase(String word, Collection<String> known) {
    return nearest(word, known).map(found -> "; did you mean " + found + "?").orElse("");
  }

  static Optional<String> nearest(String word, Collection<String> known) {
    String lastName = "." + word.substring(word.lastIndexOf('.') + 1);
    Optional<String> elsewhere =
        known.stream().filter(k -> k.endsWith(lastName)).sorted().findFirst();
    int limit = Math.max(2, word.length() / 4);
    Optional<String> close =
        known.stream()
            .filter(k -> distance(word, k) <= limit)
            .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k));
    return close.isPresent() ? close : elsewhere;
  }

  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}

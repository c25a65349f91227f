package dev.nightjar.etl.landing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Categories that are paths become a tree: an item of "Home > Kitchen > Pans" is in "Home" and in
 * "Home > Kitchen" as well. A text is a path if it has a {@code >}, or if it begins with a slash or
 * has two of them without a blank beside them: so "AC/DC" and "Arts / Crafts" stay one name.
 */
final class CategoryPaths {

  private static final String ARROW = " > ";
  private static final Pattern ARROWS = Pattern.compile("\\s*>+\\s*");
  private static final Pattern SLASHED =
      Pattern.compile("/[^\\s/](?:.*\\S)?|[^/]*[^\\s/]/[^\\s/](?:[^/]*[^\\s/])?/[^\\s/].*");

  private CategoryPaths() {}

  /** The categories, each after those above it; null stays null. */
  static @Nullable List<String> expand(@Nullable List<String> categories) {
    if (categories == null) {
      return null;
    }
    Set<String> all = new LinkedHashSet<>();
    for (String category : categories) {
      if (category.indexOf('>') >= 0) {
        addPath(all, ARROWS.split(category), ARROW);
      } else if (!category.contains("://") && SLASHED.matcher(category).matches()) {
        addPath(all, category.split("/"), "/");
      } else {
        all.add(category);
      }
    }
    return List.copyOf(all);
  }

  private static void addPath(Set<String> all, String[] parts, String separator) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      if (!part.isBlank()) {
        path.append(path.isEmpty() ? "" : separator).append(part.strip());
        all.add(path.toString());
      }
    }
  }
}

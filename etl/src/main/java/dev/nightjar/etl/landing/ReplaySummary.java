package dev.nightjar.etl.landing;

import java.util.List;
import java.util.Map;

/**
 * What a replay did.
 *
 * @param files landed files, relative to the root of the lake
 * @param landed lines in them
 * @param present lines that a replay had landed before
 * @param refused lines that still break a rule, by rule; they stay where they are
 * @param examples of those, as file or path, line and rule; at most ten
 */
public record ReplaySummary(
    List<String> files,
    long landed,
    long present,
    Map<String, Long> refused,
    List<String> examples) {

  public ReplaySummary {
    files = List.copyOf(files);
    examples = List.copyOf(examples);
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.Source;
import org.jspecify.annotations.Nullable;

/**
 * One place of an answer.
 *
 * @param item the item's index in the snapshot
 * @param score the score it was ranked by; not comparable between answers
 * @param source the source that contributed most to the score, or that filled the place up
 * @param rule the rule that gave the place to the item, whatever its score; null where none did
 */
public record RankedItem(int item, float score, Source source, @Nullable String rule) {
  private static final String RULE = "rule";

  /** An item in the place that it was ranked at. */
  public RankedItem(int item, float score, Source source) {
    this(item, score, source, null);
  }

  /** What gave the item its place: the id of its source, or that a rule did. */
  public String origin() {
    return rule == null ? source.id() : RULE;
  }
}

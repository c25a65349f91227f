package dev.nightjar.training;

import java.util.Locale;

/**
 * What a model was trained on: a night trains the same models three times, each from rows before
 * another cut-off. {@link TemporalSplit} knows the cut-offs.
 */
public enum TrainingWindow {
  /** Before the validation period: blend weights are learned on what came after. */
  VALIDATION,
  /** Before the test period: quality is measured on what came after. */
  TEST,
  /** Everything up to and including the run date: what is served. */
  LIVE;

  /** Name in paths and tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

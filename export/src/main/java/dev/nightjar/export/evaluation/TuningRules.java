package dev.nightjar.export.evaluation;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * How the blend is learned and measured, section {@code evaluation}.
 *
 * @param tuningPersons persons that weights are learned on at most
 * @param tuningSessions sessions that the weights of session requests are learned on at most
 * @param maxSessions sessions that the next click is measured on at most
 * @param minTuning with fewer persons or sessions nothing is learned
 * @param resamples resamples behind an interval
 * @param threads threads that replay requests
 * @param seed seed of samples, ties and resamples
 */
public record TuningRules(
    int tuningPersons,
    int tuningSessions,
    int maxSessions,
    int minTuning,
    int resamples,
    int threads,
    long seed) {
  /** Checks the ranges. */
  public TuningRules {
    if (tuningPersons < 1 || tuningSessions < 1 || maxSessions < 1 || threads < 1) {
      throw new ConfigurationException(
          "evaluation: tuning_persons, tuning_sessions, max_sessions and threads must be at least 1");
    }
    if (minTuning < 2 || resamples < 100) {
      throw new ConfigurationException(
          "evaluation: min_tuning must be at least 2 and resamples at least 100, but are %d and %d"
              .formatted(minTuning, resamples));
    }
  }

  /** Reads section {@code evaluation}; the seed is {@code training.seed}. */
  public static TuningRules load(Settings settings) {
    Section section = settings.section("evaluation");
    return new TuningRules(
        section.integer("tuning_persons", 1, 10_000_000),
        section.integer("tuning_sessions", 1, 10_000_000),
        section.integer("max_sessions", 1, 10_000_000),
        section.integer("min_tuning", 2, 10_000_000),
        section.integer("resamples", 100, 1_000_000),
        section.integer("threads", 1, 1_000),
        settings.section("training").longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE));
  }
}

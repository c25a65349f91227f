package dev.nightjar.export.candidates;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.io.Serializable;

/**
 * How many candidates a person gets, section {@code export}.
 *
 * @param perSource items kept of each personal source, of seen and of unseen items each
 * @param historyItems items of a person, newest first, whose neighbours are looked at
 * @param sequenceDecay what each older item weighs of the one after it when what comes next is
 *     asked
 */
public record CandidateParams(int perSource, int historyItems, double sequenceDecay)
    implements Serializable {
  /** Checks the ranges. */
  public CandidateParams {
    if (perSource < 1 || historyItems < 1) {
      throw new ConfigurationException(
          "export.candidates and export.history_items must be at least 1, but are %d and %d"
              .formatted(perSource, historyItems));
    }
  }

  /** Reads section {@code export}. */
  public static CandidateParams load(Settings settings) {
    Section export = settings.section("export");
    return new CandidateParams(
        export.integer("candidates", 1, 10_000),
        export.integer("history_items", 1, 100_000),
        export.number("sequence_decay", 1e-3, 1));
  }
}

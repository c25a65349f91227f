package dev.nightjar.export.snapshot;

import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.SessionRules;
import dev.nightjar.export.candidates.CandidateParams;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * How snapshots are built, section {@code export}.
 *
 * @param candidates how many candidates a person gets
 * @param newcomers what is so new that hardly anybody could meet it
 * @param tableRanks places of each source that gold.user_candidates holds
 * @param userFiles store files that the persons are spread over
 * @param neighbors neighbours kept of each item
 * @param maxItems bound on the items of a snapshot
 * @param foldInItems items at most whose factors a server is given
 * @param sessions past sessions that a server is given
 * @param sessionRules when a session is over
 * @param filters what of the catalogue requests can filter by
 * @param orderPlaces places of a person's answer that the night puts in order; 0 for none
 */
public record ExportParams(
    CandidateParams candidates,
    NewcomerParams newcomers,
    int tableRanks,
    int userFiles,
    int neighbors,
    int maxItems,
    int foldInItems,
    SessionParams sessions,
    SessionRules sessionRules,
    FilterParams filters,
    int orderPlaces) {
  /** Checks the ranges. */
  public ExportParams {
    if (tableRanks < 1 || userFiles < 1 || neighbors < 1 || maxItems < 1) {
      throw new ConfigurationException(
          ("export: table_ranks, user_files, neighbors and max_items must be at least 1, but are"
                  + " %d, %d, %d, %d")
              .formatted(tableRanks, userFiles, neighbors, maxItems));
    }
  }

  /** Reads section {@code export}. */
  public static ExportParams load(Settings settings) {
    Section export = settings.section("export");
    return new ExportParams(
        CandidateParams.load(settings),
        new NewcomerParams(
            export.integer("newcomers.days", 0, 3650),
            export.integer("newcomers.persons", 0, 1_000_000)),
        export.integer("table_ranks", 1, 10_000),
        export.integer("user_files", 1, 65_536),
        export.integer("neighbors", 1, 10_000),
        export.integer("max_items", 1, 100_000_000),
        export.integer("fold_in_items", 0, 10_000_000),
        new SessionParams(
            export.integer("sessions.most", 0, 10_000_000),
            export.integer("sessions.longest", 2, 1000)),
        EtlConfig.sessions(settings),
        FilterParams.load(settings),
        export.integer("order_places", 0, 500));
  }
}

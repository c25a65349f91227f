package dev.nightjar.export.snapshot;

import dev.nightjar.export.candidates.CandidateParams;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * How snapshots are built, section {@code export}.
 *
 * @param candidates how many candidates a person gets
 * @param tableRanks places of each source that gold.user_candidates holds
 * @param userFiles store files that the persons are spread over
 * @param neighbors neighbours kept of each item
 * @param maxItems bound on the items of a snapshot
 * @param orderPlaces places of a person's answer that the night puts in order; 0 for none
 */
public record ExportParams(
    CandidateParams candidates,
    int tableRanks,
    int userFiles,
    int neighbors,
    int maxItems,
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
        export.integer("table_ranks", 1, 10_000),
        export.integer("user_files", 1, 65_536),
        export.integer("neighbors", 1, 10_000),
        export.integer("max_items", 1, 100_000_000),
        export.integer("order_places", 0, 500));
  }
}

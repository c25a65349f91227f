package dev.nightjar.etl.importing;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What one import was asked to do.
 *
 * @param mapping the mapping file, or the name of a shipped one such as {@code online-retail}
 * @param paths files, folders or globs; a path without a scheme is one of this machine
 * @param day where rows land that have no time, when the import has no events to go by
 * @param dryRun whether to map and count only
 */
public record ImportRequest(
    Path mapping, List<String> paths, Optional<LocalDate> day, boolean dryRun) {

  public ImportRequest {
    paths = List.copyOf(paths);
  }

  /** Lands some files through a mapping. */
  public static ImportRequest of(Path mapping, List<String> paths) {
    return new ImportRequest(mapping, paths, Optional.empty(), false);
  }
}

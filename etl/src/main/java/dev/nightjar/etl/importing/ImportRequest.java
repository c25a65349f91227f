package dev.nightjar.etl.importing;

import dev.nightjar.etl.rules.EventMappingConfig;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one import was asked to do.
 *
 * @param mapping the mapping file, or the name of a shipped one such as {@code online-retail}
 * @param paths files, folders or globs; a path without a scheme is one of this machine
 * @param day where rows land that have no time, when the import has no events to go by
 * @param trial rules of the nights that a dry run holds the lines against; empty: land them
 * @param meanings event names that the nights understand: those of {@code conf/events.conf}
 */
public record ImportRequest(
    Path mapping,
    List<String> paths,
    Optional<LocalDate> day,
    Optional<NightTrial> trial,
    Set<String> meanings) {

  public ImportRequest {
    paths = List.copyOf(paths);
    meanings = Set.copyOf(meanings);
  }

  /** Lands some files through a mapping; event names mean what the shipped file says. */
  public static ImportRequest of(Path mapping, List<String> paths) {
    return new ImportRequest(
        mapping, paths, Optional.empty(), Optional.empty(), EventMappingConfig.shipped().events());
  }
}

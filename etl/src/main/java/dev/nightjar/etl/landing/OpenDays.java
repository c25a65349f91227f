package dev.nightjar.etl.landing;

import dev.nightjar.contract.CollectorMark;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a day to a later night while a collector may still land under it: read in part, a day
 * would be two nights' and neither's. Collected from the names of one listing; not thread-safe.
 */
final class OpenDays {
  private static final Logger LOG = LoggerFactory.getLogger(OpenDays.class);

  private final Map<String, LocalDate> closed = new TreeMap<>();

  /** Notes an object of the landing, by its name without the folder. */
  void note(String name) {
    CollectorMark.ofName(name)
        .ifPresent(
            mark ->
                closed.merge(
                    mark.collector(),
                    mark.closedThrough(),
                    (one, other) -> one.isAfter(other) ? one : other));
  }

  /** The files of days that every collector has closed. */
  List<LandedFile> without(List<LandedFile> files) {
    if (closed.isEmpty()) {
      return files;
    }
    LocalDate last = Collections.min(closed.values());
    List<LandedFile> kept =
        files.stream().filter(file -> !file.landingDate().isAfter(last)).toList();
    if (kept.size() < files.size()) {
      LOG.warn(
          "{} landed files of days after {} are left to a later night: collector {} has not closed"
              + " those days; if it is gone for good, delete its mark {}",
          files.size() - kept.size(),
          last,
          slowest(last),
          CollectorMark.prefix(slowest(last)) + last);
    }
    return kept;
  }

  private String slowest(LocalDate last) {
    return closed.entrySet().stream()
        .filter(entry -> entry.getValue().equals(last))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}

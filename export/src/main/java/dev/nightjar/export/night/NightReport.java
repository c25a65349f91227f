package dev.nightjar.export.night;

import dev.nightjar.etl.HotKeys;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one night, as {@code status} and {@code nightly} print it.
 *
 * @param runDate the night
 * @param outcomes landed lines by outcome, feed and rule, in the order of the table
 * @param sources landed files that lost most lines first, at most {@link #SOURCES} and one more
 * @param standouts who and what stands out of the days that landed, if any did
 * @param metrics what was measured on the test window
 * @param lastMeasured this night, or the last one before it of which anything was measured
 * @param gate the gate's decision, if the night came that far
 * @param live what is live now, if anything
 * @param parity what was held against the tables, in the order of the table
 */
record NightReport(
    LocalDate runDate,
    List<Outcome> outcomes,
    List<Source> sources,
    Optional<Standouts> standouts,
    List<Metric> metrics,
    Optional<LocalDate> lastMeasured,
    Optional<Gate> gate,
    Optional<Live> live,
    List<Parity> parity) {

  /** Landed files that are shown. */
  static final int SOURCES = 10;

  /**
   * What became of the lines of one landed file.
   *
   * @param lines by outcome; all zero for a file refused as a whole
   */
  record Source(String source, Map<String, Long> lines) {
    long landed() {
      return lines.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Keys that stand out.
   *
   * @param first first event day that was looked at
   * @param last last of them
   */
  record Standouts(LocalDate first, LocalDate last, HotKeys keys) {}

  /** Lines of one feed with one fate. */
  record Outcome(String feed, String outcome, String rule, long lines) {}

  /** One measured number. */
  record Metric(
      String recommender, String policy, String metric, int k, double value, long users) {}

  /** The gate's decision. */
  record Gate(String decision, String snapshot, List<String> reasons) {}

  /**
   * The live snapshot.
   *
   * @param origins where it came from, as its manifest says
   */
  record Live(String snapshot, String modelVersion, String runDate, Map<String, String> origins) {}

  /** Served lists, or records of persons, that have one outcome beside the tables. */
  record Parity(String snapshot, String compared, String outcome, String reason, long cases) {}

  /** Lines with this outcome. */
  long lines(String outcome) {
    return outcomes.stream()
        .filter(each -> each.outcome().equals(outcome))
        .mapToLong(Outcome::lines)
        .sum();
  }

  /** All landed lines. */
  long landed() {
    return outcomes.stream().mapToLong(Outcome::lines).sum();
  }
}

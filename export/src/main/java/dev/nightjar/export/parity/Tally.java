package dev.nightjar.export.parity;

import dev.nightjar.export.tables.ParityChecks;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts what was compared in one night, with the first differences as examples: pseudonyms and ids
 * of items, nothing else. Not thread-safe.
 */
final class Tally {
  /** Differences that are told one by one. */
  static final int EXAMPLES = 20;

  private final Map<Case, Long> cases = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  /** Cases of one outcome. */
  private record Case(String snapshotId, String compared, String outcome, String reason)
      implements Comparable<Case> {
    @Override
    public int compareTo(Case other) {
      return toString().compareTo(other.toString());
    }
  }

  void equal(String snapshotId, String compared) {
    add(new Case(snapshotId, compared, ParityChecks.EQUAL, ""), 1);
  }

  /**
   * @param reason the first difference, in a word
   * @param example what differs, in a line
   */
  void different(String snapshotId, String compared, String reason, String example) {
    add(new Case(snapshotId, compared, ParityChecks.DIFFERENT, reason), 1);
    if (examples.size() < EXAMPLES) {
      examples.add("snapshot " + snapshotId + ", " + example + " (" + reason + ")");
    }
  }

  void notCompared(String snapshotId, String compared, String reason, long count) {
    if (count > 0) {
      add(new Case(snapshotId, compared, ParityChecks.NOT_COMPARED, reason), count);
    }
  }

  /** How many of a kind have an outcome. */
  long count(String compared, String outcome) {
    return sum(each -> each.compared().equals(compared) && each.outcome().equals(outcome));
  }

  /** The share of what was compared of a kind that differs; 0 where nothing was. */
  double shareDifferent(String compared) {
    long different = count(compared, ParityChecks.DIFFERENT);
    long all = different + count(compared, ParityChecks.EQUAL);
    return all == 0 ? 0 : (double) different / all;
  }

  /** The cases of a kind with an outcome, by reason. */
  Map<String, Long> reasons(String compared, String outcome) {
    Map<String, Long> found = new TreeMap<>();
    cases.forEach(
        (each, count) -> {
          if (each.compared().equals(compared) && each.outcome().equals(outcome)) {
            found.merge(each.reason(), count, Long::sum);
          }
        });
    return found;
  }

  /** The first differences, a line each. */
  List<String> examples() {
    return List.copyOf(examples);
  }

  /** Rows of {@link ParityChecks}. */
  List<Row> rows(LocalDate runDate) {
    List<Row> rows = new ArrayList<>();
    cases.forEach(
        (each, count) ->
            rows.add(
                RowFactory.create(
                    Date.valueOf(runDate),
                    each.snapshotId(),
                    each.compared(),
                    each.outcome(),
                    each.reason(),
                    count)));
    return rows;
  }

  private void add(Case one, long count) {
    cases.merge(one, count, Long::sum);
  }

  private long sum(Predicate<Case> wanted) {
    return cases.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}

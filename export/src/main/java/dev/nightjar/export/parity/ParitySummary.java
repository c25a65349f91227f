package dev.nightjar.export.parity;

import dev.nightjar.export.tables.ParityChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a night's comparison came to, in words. Immutable once made. */
public final class ParitySummary {
  private static final List<String> KINDS = List.of(ParityChecks.ANSWERS, ParityChecks.RECORDS);

  private final Tally tally;

  ParitySummary(Tally tally) {
    this.tally = tally;
  }

  /**
   * How many of a kind had an outcome.
   *
   * @param compared {@link ParityChecks#ANSWERS} or {@link ParityChecks#RECORDS}
   * @param outcome such as {@link ParityChecks#EQUAL}
   */
  public long count(String compared, String outcome) {
    return tally.count(compared, outcome);
  }

  /** How many of a kind had an outcome, by reason. */
  public Map<String, Long> reasons(String compared, String outcome) {
    return tally.reasons(compared, outcome);
  }

  /** Whether more of either kind differs than may. */
  boolean exceeds(double mostDifferent) {
    return KINDS.stream().anyMatch(kind -> tally.shareDifferent(kind) > mostDifferent);
  }

  /** Says what differs, with examples, and what to do. */
  String report(double mostDifferent) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "what is served differs from the tables, by more than parity.most_different = %s"
                + " allows: %s",
            mostDifferent,
            this));
    tally.examples().forEach(example -> lines.add("  " + example));
    Set<String> reasons = new TreeSet<>();
    KINDS.forEach(kind -> reasons.addAll(tally.reasons(kind, ParityChecks.DIFFERENT).keySet()));
    if (reasons.remove(SnapshotParity.SERVED)) {
      lines.add(
          "served: a server answered otherwise than its snapshot does. Compare its release and"
              + " settings with those of the nights; 'replay' tells of its recorded requests");
    }
    if (reasons.remove(SnapshotParity.STORED_ORDER)) {
      lines.add(
          "stored_order: publish-snapshot stored an order that this release does not give. Run the"
              + " snapshot's night again, from train-models on");
    }
    if (!reasons.isEmpty()) {
      lines.add(
          String.join(", ", reasons)
              + ": the tables were changed after the snapshot was built, or hold what it was not"
              + " built from. Find who writes them, then run the snapshot's night again, from"
              + " train-models on");
    }
    lines.add("The counts are in gold.parity. What was published stays published");
    return String.join("\n", lines);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (String kind : KINDS) {
      long equal = tally.count(kind, ParityChecks.EQUAL);
      long different = tally.count(kind, ParityChecks.DIFFERENT);
      StringBuilder part = new StringBuilder();
      part.append(
          String.format(
              Locale.ROOT, "%,d of %,d %s as the tables say", equal, equal + different, kind));
      add(part, "different", tally.reasons(kind, ParityChecks.DIFFERENT));
      add(part, "not compared", tally.reasons(kind, ParityChecks.NOT_COMPARED));
      parts.add(part.toString());
    }
    return String.join("; ", parts);
  }

  private static void add(StringBuilder part, String what, Map<String, Long> reasons) {
    if (!reasons.isEmpty()) {
      part.append(", ").append(what).append(": ");
      part.append(
          String.join(
              ", ",
              reasons.entrySet().stream()
                  .map(
                      entry ->
                          String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                  .toList()));
    }
  }
}

package dev.nightjar.etl.expectations;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All declared rules. Immutable.
 *
 * @param all in the order of the file
 */
public record Expectations(List<Expectation> all) {

  public Expectations {
    all = List.copyOf(all);
    Set<String> names = new HashSet<>();
    for (Expectation each : all) {
      if (!names.add(each.table() + " " + each.name())) {
        throw new IllegalArgumentException(
            each.table() + " has the rule " + each.name() + " twice; keep one");
      }
    }
  }

  /** Rules that one landed line keeps or breaks: it goes to the quarantine alone. */
  public RowChecks ofLines(CheckedTable table) {
    return RowChecks.of(
        table.table(),
        all.stream().filter(e -> e.table().equals(table.qualifiedName()) && isOfLines(e)).toList());
  }

  /** Rules that the night judges when its tables are written. */
  public List<Expectation> ofTables() {
    return all.stream().filter(e -> !isOfLines(e)).toList();
  }

  private static boolean isOfLines(Expectation expectation) {
    return CheckedTable.named(expectation.table()).isLanded()
        && expectation.check() instanceof Check.OfValue;
  }
}

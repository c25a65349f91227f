package dev.nightjar.export.night;

import dev.nightjar.export.night.NightReport.Parity;
import dev.nightjar.export.tables.ParityChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a night held against the tables, in two lines at most. Static, no state. */
final class ParityText {
  private ParityText() {}

  /** Nothing where nothing was held against them. */
  static String of(List<Parity> parity) {
    List<String> lines = new ArrayList<>();
    for (String compared : List.of(ParityChecks.ANSWERS, ParityChecks.RECORDS)) {
      List<Parity> own = parity.stream().filter(p -> p.compared().equals(compared)).toList();
      if (!own.isEmpty()) {
        lines.add(line(compared, own));
      }
    }
    return lines.isEmpty() ? "" : "Parity: " + String.join("\n  ", lines);
  }

  private static String line(String compared, List<Parity> parity) {
    long equal = sum(parity, ParityChecks.EQUAL);
    long all = equal + sum(parity, ParityChecks.DIFFERENT);
    return TextTable.count(equal)
        + " of "
        + TextTable.count(all)
        + " "
        + compared
        + " as the tables say"
        + reasons(", different: ", parity, ParityChecks.DIFFERENT)
        + reasons(", not compared: ", parity, ParityChecks.NOT_COMPARED);
  }

  private static long sum(List<Parity> parity, String outcome) {
    return parity.stream()
        .filter(each -> each.outcome().equals(outcome))
        .mapToLong(Parity::cases)
        .sum();
  }

  private static String reasons(String before, List<Parity> parity, String outcome) {
    Map<String, Long> byReason = new TreeMap<>();
    parity.stream()
        .filter(each -> each.outcome().equals(outcome))
        .forEach(each -> byReason.merge(each.reason(), each.cases(), Long::sum));
    return byReason.isEmpty()
        ? ""
        : before
            + String.join(
                ", ",
                byReason.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + TextTable.count(entry.getValue()))
                    .toList());
  }
}

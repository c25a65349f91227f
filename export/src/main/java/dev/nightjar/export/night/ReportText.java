package dev.nightjar.export.night;

import dev.nightjar.etl.HotKeys;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.export.night.NightReport.Outcome;
import dev.nightjar.export.night.NightReport.Source;
import dev.nightjar.export.night.NightReport.Standouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A night's report as a screen of text, in plain words. Static, no state. */
final class ReportText {
  private static final List<String> OUTCOMES =
      List.of(
          RunAccounting.ACCEPTED,
          RunAccounting.DUPLICATE,
          RunAccounting.LATE,
          RunAccounting.QUARANTINED,
          RunAccounting.SUPPRESSED);
  private static final List<String> FEEDS =
      List.of(RunAccounting.FEED_EVENTS, RunAccounting.FEED_ITEMS);

  private ReportText() {}

  static String whole(NightReport report) {
    return String.join(
        "\n\n",
        Stream.of(
                "Night of " + report.runDate(),
                accounting(report),
                sources(report),
                report.standouts().map(ReportText::standouts).orElse(""),
                QualityText.of(report),
                gate(report),
                live(report),
                ParityText.of(report.parity()))
            .filter(part -> !part.isEmpty())
            .toList());
  }

  private static String accounting(NightReport report) {
    if (report.outcomes().isEmpty()) {
      return "Nothing landed for this night.";
    }
    TextTable table = new TextTable("lines", FEEDS.get(0), FEEDS.get(1), "why");
    table.row(
        "landed",
        TextTable.count(feed(report, FEEDS.get(0), "")),
        TextTable.count(feed(report, FEEDS.get(1), "")),
        "");
    for (String outcome : OUTCOMES) {
      table.row(
          outcome,
          TextTable.count(feed(report, FEEDS.get(0), outcome)),
          TextTable.count(feed(report, FEEDS.get(1), outcome)),
          rules(report, outcome));
    }
    long told = OUTCOMES.stream().mapToLong(report::lines).sum();
    return table
        + String.format(
            Locale.ROOT,
            "%n%,d lines landed, %,d accounted for%s",
            report.landed(),
            told,
            told == report.landed() ? "" : ": the difference is a fault");
  }

  private static String sources(NightReport report) {
    if (report.sources().isEmpty()) {
      return "";
    }
    TextTable table =
        new TextTable(
            Stream.concat(Stream.of("landed file", "lines"), OUTCOMES.stream())
                .toArray(String[]::new));
    for (Source source :
        report.sources().subList(0, Math.min(NightReport.SOURCES, report.sources().size()))) {
      List<String> cells = new ArrayList<>();
      cells.add(source.source());
      cells.add(source.landed() == 0 ? "refused" : TextTable.count(source.landed()));
      OUTCOMES.forEach(
          outcome -> cells.add(TextTable.count(source.lines().getOrDefault(outcome, 0L))));
      table.row(cells.toArray(String[]::new));
    }
    return table
        + (report.sources().size() > NightReport.SOURCES
            ? "\nand more files; all of them are in gold.run_accounting"
            : "");
  }

  private static String standouts(Standouts standouts) {
    HotKeys keys = standouts.keys();
    TextTable table = new TextTable("hot keys, " + days(standouts), "most", "of", "share", "which");
    hotKey(table, "person, by events", keys.person());
    hotKey(table, "item, by interactions", keys.item());
    return table
        + String.format(
            Locale.ROOT,
            "%nDays of people: %,d taken for a robot's, %,d cut at the cap",
            keys.robotDays(),
            keys.cutDays());
  }

  private static void hotKey(TextTable table, String what, HotKeys.Key key) {
    table.row(
        what,
        TextTable.count(key.times()),
        TextTable.count(key.of()),
        String.format(Locale.ROOT, "%.1f %%", 100 * key.share()),
        key.id());
  }

  private static String days(Standouts standouts) {
    return standouts.first().equals(standouts.last())
        ? standouts.first().toString()
        : standouts.first() + " to " + standouts.last();
  }

  private static long feed(NightReport report, String feed, String outcome) {
    return report.outcomes().stream()
        .filter(each -> each.feed().equals(feed))
        .filter(each -> outcome.isEmpty() || each.outcome().equals(outcome))
        .mapToLong(Outcome::lines)
        .sum();
  }

  private static String rules(NightReport report, String outcome) {
    Map<String, Long> byRule = new TreeMap<>();
    report.outcomes().stream()
        .filter(each -> each.outcome().equals(outcome) && !each.rule().isEmpty())
        .forEach(each -> byRule.merge(each.rule(), each.lines(), Long::sum));
    return String.join(
        ", ",
        byRule.entrySet().stream()
            .map(e -> e.getKey() + " " + TextTable.count(e.getValue()))
            .toList());
  }

  private static String gate(NightReport report) {
    return report
        .gate()
        .map(
            gate ->
                "Gate: snapshot "
                    + gate.snapshot()
                    + " is "
                    + gate.decision()
                    + "\n  "
                    + String.join("\n  ", gate.reasons()))
        .orElse("Gate: nothing was judged in this night.");
  }

  private static String live(NightReport report) {
    return report
        .live()
        .map(
            live ->
                "Live: snapshot "
                    + live.snapshot()
                    + " of model "
                    + live.modelVersion()
                    + ", night of "
                    + live.runDate())
        .orElse("Live: no snapshot yet.");
  }
}

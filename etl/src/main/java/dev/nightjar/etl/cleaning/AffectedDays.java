package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.AccountedLines;
import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.RunAccounting;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * The days of silver that a night's lines can change, and the bronze rows that decide them. A day
 * of silver depends only on bronze rows that arrived from {@code dedupDays} before it to the
 * look-back after it, and on who its guests are; every night rebuilds each day that one of its
 * arrivals reaches, and those on which they make a guest somebody else. So silver is a function of
 * bronze, whatever the order in which nights are run or run again.
 *
 * @param from first event day to rebuild
 * @param to last event day to rebuild
 * @param rules the reach of an arrival
 */
public record AffectedDays(LocalDate from, LocalDate to, CleaningRules rules) {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** Days that a night's lines reach, by the night's ledger; none if no line of it is in bronze. */
  public static Optional<AffectedDays> of(List<AccountedLines> lines, CleaningRules rules) {
    List<LocalDate> arrivals =
        lines.stream()
            .filter(l -> l.lines() > 0 && !l.outcome().equals(RunAccounting.QUARANTINED))
            .map(AccountedLines::landingDate)
            .sorted()
            .toList();
    if (arrivals.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AffectedDays(
            arrivals.get(0).minusDays(rules.lookBackDays()),
            arrivals.get(arrivals.size() - 1).plusDays(Math.max(1, rules.dedupDays())),
            rules));
  }

  /** These days, the given ones, and all between. */
  public AffectedDays covering(LocalDate first, LocalDate last) {
    return new AffectedDays(
        first.isBefore(from) ? first : from, last.isAfter(to) ? last : to, rules);
  }

  /** SQL for the silver rows to replace. */
  public String predicate() {
    return "event_date >= '" + from + "' AND event_date <= '" + to + "'";
  }

  /** These days and those that a {@link #predicate} names. */
  public AffectedDays coveringPredicate(String predicate) {
    Matcher days = DAY.matcher(predicate);
    AffectedDays covering = this;
    while (days.find()) {
      LocalDate day = LocalDate.parse(days.group());
      covering = covering.covering(day, day);
    }
    return covering;
  }

  /** Whether a row's event day is rebuilt. */
  public Column isAffected() {
    return col(Events.EVENT_DATE).between(from, to);
  }

  /** Whether a row's event day is at most so many times as far away as a log-in reaches. */
  Column isNear(int times) {
    long reach = (long) times * rules.identityDays();
    return col(Events.EVENT_DATE).between(from.minusDays(reach), to.plusDays(reach));
  }

  /** Whether a night decides a bronze row: those of affected days, and its own. */
  Column isDecided(LocalDate runDate) {
    return isRelevant(runDate).and(isAffected().or(isOf(runDate)));
  }

  /** Whether a bronze row can bear on what a night decides. */
  Column isRelevant(LocalDate runDate) {
    return isRelevantArrival().or(isOf(runDate));
  }

  private static Column isOf(LocalDate runDate) {
    return col(Events.RUN_DATE).equalTo(runDate);
  }

  /** Whether a bronze row arrived when it can decide an affected day. */
  Column isRelevantArrival() {
    // One day more: an event may lie ahead of its arrival, across midnight.
    return col(Events.LANDING_DATE)
        .between(from.minusDays(rules.dedupDays() + 1L), to.plusDays(rules.lookBackDays() + 1L));
  }
}

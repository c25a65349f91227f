package dev.nightjar.etl.features;

import dev.nightjar.etl.tables.Items;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was said of an item's availability, in order, into intervals: each has one reason and
 * borders on the next, the last is open. Moments are microseconds since 1970. Not thread-safe.
 */
final class AvailabilityHistory {

  /**
   * What was said at one moment; null fields were not said and leave what was before.
   *
   * @param at when it became true
   * @param flag whether it can be offered
   * @param from not offered before
   * @param until not offered from then on
   * @param deleted whether the catalogue took it down
   * @param withheld whether an operator took it down
   */
  record Fact(
      long at,
      @Nullable Boolean flag,
      @Nullable Long from,
      @Nullable Long until,
      @Nullable Boolean deleted,
      @Nullable Boolean withheld) {

    /** What is known after this was said, too. */
    Fact after(Fact before) {
      return new Fact(
          at,
          or(flag, before.flag),
          or(from, before.from),
          or(until, before.until),
          or(deleted, before.deleted),
          or(withheld, before.withheld));
    }

    private static <T> @Nullable T or(@Nullable T newer, @Nullable T older) {
      return newer == null ? older : newer;
    }

    String why(long moment) {
      if (Boolean.TRUE.equals(withheld)) {
        return Items.TAKEN_DOWN;
      }
      if (Boolean.TRUE.equals(deleted)) {
        return Items.DELETED;
      }
      if (Boolean.FALSE.equals(flag)) {
        return Items.SWITCHED_OFF;
      }
      if (from != null && moment < from) {
        return Items.NOT_STARTED;
      }
      return until != null && moment >= until ? Items.ENDED : Items.OFFERED;
    }
  }

  /**
   * One interval.
   *
   * @param from its start
   * @param until its end, null while it is open
   * @param why the reason, a constant of {@link Items}
   */
  record Interval(long from, @Nullable Long until, String why) {}

  private final List<Interval> done = new ArrayList<>();

  private AvailabilityHistory() {}

  /** The intervals of facts in order. */
  static List<Interval> of(List<Fact> facts) {
    AvailabilityHistory history = new AvailabilityHistory();
    Fact known = null;
    for (int i = 0; i < facts.size(); i++) {
      known = known == null ? facts.get(i) : facts.get(i).after(known);
      boolean last = i == facts.size() - 1;
      if (last || facts.get(i + 1).at() > known.at()) {
        history.add(known, last ? null : facts.get(i + 1).at());
      }
    }
    return history.done;
  }

  private void add(Fact known, @Nullable Long end) {
    List<Long> cuts = new ArrayList<>(List.of(known.at()));
    addWithin(cuts, known.from(), end);
    addWithin(cuts, known.until(), end);
    cuts.sort(Long::compare);
    for (int i = 0; i < cuts.size(); i++) {
      Long until = i + 1 < cuts.size() ? cuts.get(i + 1) : end;
      add(new Interval(cuts.get(i), until, known.why(cuts.get(i))));
    }
  }

  private static void addWithin(List<Long> cuts, @Nullable Long moment, @Nullable Long end) {
    if (moment != null
        && moment > cuts.get(0)
        && (end == null || moment < end)
        && !cuts.contains(moment)) {
      cuts.add(moment);
    }
  }

  private void add(Interval next) {
    int last = done.size() - 1;
    if (last >= 0 && done.get(last).why().equals(next.why())) {
      done.set(last, new Interval(done.get(last).from(), next.until(), next.why()));
    } else {
      done.add(next);
    }
  }
}

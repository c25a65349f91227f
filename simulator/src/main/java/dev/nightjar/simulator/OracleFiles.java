package dev.nightjar.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The oracle's lists as files of the lake, outside of the landing: {@code
 * oracle/oracle-CUTOFF.jsonl.gz}, a line for each id of each person, for the evaluation to set
 * beside what was learned from the log alone.
 */
final class OracleFiles {
  private static final int LEAST_DAYS_A_TEST_DAY = 5;
  private static final int MOST_TEST_DAYS = 30;

  private final World world;
  private final Set<LocalDate> cutoffs;
  private final int length;
  private final BiConsumer<String, byte[]> lake;

  /**
   * @param length items in a list
   */
  OracleFiles(World world, Set<LocalDate> cutoffs, int length, BiConsumer<String, byte[]> lake) {
    this.world = world;
    this.cutoffs = new TreeSet<>(cutoffs);
    this.length = length;
    this.lake = lake;
  }

  static String key(LocalDate cutoff) {
    return "oracle/oracle-" + cutoff + ".jsonl.gz";
  }

  /**
   * The first day of the test window of a night: the last fifth of the days from the first to the
   * run date, 30 at the most, one at the least.
   */
  static LocalDate cutoff(LocalDate firstDay, LocalDate runDate) {
    int days = (int) (runDate.toEpochDay() - firstDay.toEpochDay()) + 1;
    int test = Math.max(1, Math.min(MOST_TEST_DAYS, days / LEAST_DAYS_A_TEST_DAY));
    return runDate.minusDays(test - 1L);
  }

  /** The cut-offs of the last night and of the one before. */
  static Set<LocalDate> lastTwoNights(WorldParams params) {
    Set<LocalDate> cutoffs = new TreeSet<>();
    cutoffs.add(cutoff(params.firstDay(), params.lastDay()));
    if (params.days() > 1) {
      cutoffs.add(cutoff(params.firstDay(), params.lastDay().minusDays(1)));
    }
    return cutoffs;
  }

  /** Writes the file of a day if it is a cut-off; the shoppers are as they were that morning. */
  void morning(LocalDate date, Shelf shelf, List<Shopper> shoppers) {
    if (!cutoffs.contains(date)) {
      return;
    }
    Oracle oracle = world.oracle();
    List<Item> items = world.catalogue().items();
    List<String> lines = new ArrayList<>();
    for (Shopper shopper : shoppers) {
      List<String> best =
          oracle.best(shopper, shelf, length).stream().map(i -> items.get(i).id()).toList();
      for (String id : shopper.person().ids()) {
        lines.add(new JsonText().put("user_id", id).texts("items", best).end());
      }
    }
    lake.accept(key(date), LandingFiles.gzip(lines));
  }
}

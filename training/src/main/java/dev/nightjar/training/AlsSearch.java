package dev.nightjar.training;

import dev.nightjar.etl.Lake;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The parameters of ALS that a night trains with: those of the newest search, after a new one where
 * that is too old, or the settings where nothing was ever searched for. All that is carried from
 * night to night are the rows of {@link AlsTrials}, so that a night that runs again takes what it
 * took. One night each, by the thread of its job.
 */
final class AlsSearch {
  private static final String SETTINGS = "settings";

  private final AlsTrials trials;
  private final TrainingPlan plan;
  private final LocalDate runDate;

  AlsSearch(Lake lake, TrainingPlan plan, LocalDate runDate) {
    trials = new AlsTrials(lake);
    this.plan = plan;
    this.runDate = runDate;
  }

  /**
   * What is trained with.
   *
   * @param params the parameters
   * @param from where they came from, in words for people
   */
  record Choice(AlsParams params, String from) {
    @Override
    public String toString() {
      return AlsTrials.slice(params) + " from " + from;
    }
  }

  /**
   * Searches where a search is due.
   *
   * @param interactions interactions of the whole night, of which a search reads what lies before
   *     the test period
   */
  Choice choose(Dataset<Row> interactions, TemporalSplit split) {
    if (!plan.alsSearch().isOn()) {
      return new Choice(plan.als(), SETTINGS);
    }
    Optional<AlsTrials.Chosen> newest = trials.newest(runDate, plan.als());
    if (!isDue(newest.map(AlsTrials.Chosen::runDate), runDate, plan.alsSearch().everyDays())) {
      return choice(newest);
    }
    try (AlsScore score = AlsScore.open(interactions, split, plan)) {
      // So few that chance decides: nothing is written, and the next night looks again.
      if (score.persons() < plan.alsSearch().minPersons()) {
        return choice(newest);
      }
      AlsClimb.Found found = AlsClimb.from(choice(newest).params(), score::of, goesOn());
      trials.replace(runDate, found);
      return choice(Optional.of(new AlsTrials.Chosen(runDate, found.best())));
    }
  }

  /** Whether the newest search on or before a run date is as old as the interval, or absent. */
  static boolean isDue(Optional<LocalDate> newest, LocalDate runDate, int everyDays) {
    return newest.map(date -> !date.isAfter(runDate.minusDays(everyDays))).orElse(true);
  }

  private Choice choice(Optional<AlsTrials.Chosen> newest) {
    return newest
        .map(chosen -> new Choice(chosen.params(), "search of " + chosen.runDate()))
        .orElse(new Choice(plan.als(), SETTINGS));
  }

  /** Another trial while there are trials and time left. */
  private BooleanSupplier goesOn() {
    long begin = System.nanoTime();
    int[] left = {plan.alsSearch().trials() - 1};
    return () -> left[0]-- > 0 && System.nanoTime() - begin < plan.alsSearch().budget().toNanos();
  }
}

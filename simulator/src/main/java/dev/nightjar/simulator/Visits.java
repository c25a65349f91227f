package dev.nightjar.simulator;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lets people visit the shop, day by day: how often by the week's rhythm and their habit, when by
 * their dayparts, what by {@link Walk}. Changes the shoppers it is given. Not thread-safe.
 */
final class Visits {
  /** Factor on the number of visits, Monday first. */
  static final double[] WEEK = {0.85, 0.80, 0.85, 0.90, 1.00, 1.35, 1.25};

  private static final int MOST_VISITS_A_DAY = 4;
  private static final long MINUTE = 60_000L;
  private static final long REST = 40 * MINUTE;
  private static final long LATEST_START = 23 * 60 * MINUTE;
  private static final double OTHER_DEVICE = 0.15;
  private static final double LOGS_IN = 0.30;

  private final WorldParams params;
  private final Walk walk;
  private final ShownLists lists = new ShownLists();

  Visits(WorldParams params, Choices choices) {
    this.params = params;
    this.walk = new Walk(choices);
  }

  /** The visits of one person on one day, in order. */
  List<Visit> of(Shopper shopper, Shelf shelf, int day) {
    Person person = shopper.person();
    SplittableRandom random = Streams.VISITS.of(params.seed(), person.index(), day);
    LocalDate date = params.firstDay().plusDays(day);
    long midnight = date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    double rate = person.visitsPerDay() * WEEK[date.getDayOfWeek().getValue() - 1];
    int count = Math.min(MOST_VISITS_A_DAY, Dice.poisson(random, rate));
    if (day == person.joinDay()) {
      count = Math.max(1, count);
    }
    long[] starts = new long[count];
    for (int i = 0; i < count; i++) {
      int part = Dice.pick(random, person.daypartWeights());
      starts[i] = (part * 60L * Daypart.HOURS * MINUTE) + random.nextLong(6 * 60 * MINUTE);
    }
    Arrays.sort(starts);
    List<Visit> visits = new ArrayList<>(count);
    long free = 0;
    for (long start : starts) {
      long from = Math.max(start, free);
      if (from < LATEST_START) {
        Visit visit = visit(random, shopper, shelf, midnight + from);
        visits.add(visit);
        free = lastMillis(visit) - midnight + REST;
      }
    }
    return visits;
  }

  private static long lastMillis(Visit visit) {
    return visit.steps().isEmpty()
        ? visit.startMillis()
        : visit.steps().get(visit.steps().size() - 1).atMillis();
  }

  private Visit visit(SplittableRandom random, Shopper shopper, Shelf shelf, long start) {
    Person person = shopper.person();
    String sessionId = Dice.uuid(random);
    Device device =
        Dice.chance(random, OTHER_DEVICE)
            ? Device.values()[random.nextInt(Device.values().length)]
            : person.device();
    boolean known = shopper.loggedIn();
    Optional<Visit.Shown> shown =
        Dice.chance(random, params.crowd().exposures())
            ? Optional.of(lists.draw(random, shelf))
            : Optional.empty();
    List<Step> steps = walk.steps(random, shopper, shelf, new Walk.Setting(start, device, shown));
    int login = -1;
    if (!known
        && person.membership() == Person.Membership.LATER_LOGIN
        && !steps.isEmpty()
        && Dice.chance(random, LOGS_IN)) {
      login = random.nextInt(steps.size());
      shopper.logIn();
    }
    return new Visit(person, sessionId, device, start, known, login, shown, steps);
  }
}

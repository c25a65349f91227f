package dev.nightjar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HabitsTest {
  private static RecordedWorld recorded;

  @BeforeAll
  static void live() {
    recorded = new RecordedWorld(WorldParams.of(3, 1500, 500, 28), 21);
  }

  @Test
  void theWeekendIsBusierThanTuesday() {
    Map<DayOfWeek, Integer> visits = new HashMap<>();
    for (Visit visit : recorded.all()) {
      visits.merge(
          Instant.ofEpochMilli(visit.startMillis()).atOffset(ZoneOffset.UTC).getDayOfWeek(),
          1,
          Integer::sum);
    }
    assertThat(visits.get(DayOfWeek.SATURDAY))
        .isGreaterThan(visits.getOrDefault(DayOfWeek.TUESDAY, 0) * 5 / 4);
    assertThat(visits.get(DayOfWeek.SUNDAY))
        .isGreaterThan(visits.getOrDefault(DayOfWeek.TUESDAY, 0) * 5 / 4);
  }

  @Test
  void anIntentHoldsForMostOfAVisit() {
    List<Item> items = recorded.world.catalogue().items();
    int same = 0;
    int pairs = 0;
    for (Visit visit : recorded.all()) {
      List<Integer> path = visit.steps().stream().map(Step::item).distinct().toList();
      for (int i = 1; i < path.size(); i++) {
        pairs++;
        same += items.get(path.get(i)).niche() == items.get(path.get(i - 1)).niche() ? 1 : 0;
      }
    }
    assertThat((double) same / pairs).isBetween(0.5, 0.9);
  }

  @Test
  void tastesDriftADayAtATime() {
    Taxonomy taxonomy = Taxonomy.of(3);
    double nextDay = 0;
    double nextMonth = 0;
    for (int person = 0; person < 200; person++) {
      Taste taste = Taste.of(Streams.TASTE.of(3, person, 0), taxonomy.categories());
      double[] first = taste.mix();
      taste.drift(Streams.TASTE.of(3, person, 1));
      nextDay += distance(first, taste.mix());
      for (int day = 2; day <= 30; day++) {
        taste.drift(Streams.TASTE.of(3, person, day));
      }
      nextMonth += distance(first, taste.mix());
    }
    assertThat(nextDay / 200).isBetween(0.0001, 0.1);
    assertThat(nextMonth).isGreaterThan(3 * nextDay);
  }

  private static double distance(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs(left[i] - right[i]);
    }
    return sum;
  }

  @Test
  void aFewItemsDrawMuchOfTheAttention() {
    Map<Integer, Integer> looks = new HashMap<>();
    recorded.all().forEach(v -> v.steps().forEach(s -> looks.merge(s.item(), 1, Integer::sum)));
    List<Integer> counts = new ArrayList<>(looks.values());
    counts.sort((left, right) -> right - left);
    double all = counts.stream().mapToInt(Integer::intValue).sum();
    double head = counts.subList(0, counts.size() / 10).stream().mapToInt(Integer::intValue).sum();
    assertThat(head / all).isBetween(0.25, 0.7);
  }

  @Test
  void daypartAndDeviceMoveWhatIsLookedAt() {
    Category category = recorded.world.catalogue().taxonomy().categories().get(0);
    assertThat(category.lift(Daypart.MORNING, Device.MOBILE))
        .isNotEqualTo(category.lift(Daypart.EVENING, Device.MOBILE))
        .isNotEqualTo(category.lift(Daypart.MORNING, Device.DESKTOP));
  }

  @Test
  void visitsOfOnePersonNeverOverlapWithinADay() {
    Map<String, Long> ends = new HashMap<>();
    for (Visit visit : recorded.all()) {
      String key = visit.person().index() + "/" + visit.startMillis() / 86_400_000L;
      Long end = ends.get(key);
      assertThat(end == null || visit.startMillis() >= end + 30 * 60_000L).isTrue();
      long last =
          visit.steps().stream().mapToLong(Step::atMillis).max().orElse(visit.startMillis());
      ends.put(key, last);
    }
  }

  @Test
  void somePeopleAreNewInTheLastWeekAndSomeRejectItems() {
    Set<Integer> early = new HashSet<>();
    recorded.before.forEach(v -> early.add(v.person().index()));
    long cold = recorded.after.stream().filter(v -> !early.contains(v.person().index())).count();
    long dismissals =
        recorded.all().stream()
            .flatMap(v -> v.steps().stream())
            .filter(s -> !s.action().positive())
            .count();
    assertThat(cold).isPositive();
    assertThat(dismissals).isPositive();
  }

  @Test
  void aRejectedItemIsNotLookedAtAgain() {
    Map<Integer, Set<Integer>> rejected = new HashMap<>();
    for (Visit visit : recorded.all()) {
      Set<Integer> own =
          rejected.computeIfAbsent(visit.person().index(), person -> new HashSet<>());
      for (Step step : visit.steps()) {
        assertThat(own.contains(step.item()) && step.action() == Action.VIEW).isFalse();
        if (!step.action().positive()) {
          own.add(step.item());
        }
      }
    }
  }

  @Test
  void utilitiesOfThePersonAddUpToOne() {
    World world = new World(WorldParams.of(5, 20, 100, 2));
    world.live(
        new World.Observer() {
          @Override
          public void morning(int day, Shelf shelf, List<Shopper> shoppers) {
            for (Shopper shopper : shoppers) {
              double sum = 0;
              for (double utility : world.oracle().utilities(shopper, shelf)) {
                sum += utility;
              }
              assertThat(sum).isCloseTo(1, Offset.offset(1e-9));
            }
          }
        });
  }
}

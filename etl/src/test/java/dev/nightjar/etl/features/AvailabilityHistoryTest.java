package dev.nightjar.etl.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.features.AvailabilityHistory.Fact;
import dev.nightjar.etl.features.AvailabilityHistory.Interval;
import dev.nightjar.etl.tables.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvailabilityHistoryTest {

  @Test
  void tellsWhatHeldWhenAndWhy() {
    assertThat(
            AvailabilityHistory.of(
                List.of(
                    new Fact(10, null, 20L, 40L, false, null),
                    new Fact(30, false, null, null, false, null),
                    new Fact(35, true, null, null, false, null),
                    new Fact(50, null, null, null, true, null),
                    new Fact(60, null, null, 100L, false, null),
                    new Fact(70, null, null, null, null, true),
                    new Fact(80, null, null, null, null, false))))
        .containsExactly(
            new Interval(10, 20L, Items.NOT_STARTED),
            new Interval(20, 30L, Items.OFFERED),
            new Interval(30, 35L, Items.SWITCHED_OFF),
            new Interval(35, 40L, Items.OFFERED),
            new Interval(40, 50L, Items.ENDED),
            new Interval(50, 60L, Items.DELETED),
            new Interval(60, 70L, Items.OFFERED),
            new Interval(70, 80L, Items.TAKEN_DOWN),
            new Interval(80, 100L, Items.OFFERED),
            new Interval(100, null, Items.ENDED));
  }

  @Test
  void ofSeveralFactsAtOneMomentTheLastHolds() {
    assertThat(
            AvailabilityHistory.of(
                List.of(
                    new Fact(10, false, null, null, false, null),
                    new Fact(10, true, null, null, false, null))))
        .containsExactly(new Interval(10, null, Items.OFFERED));
  }

  /** At every moment the history says what a reader of the facts up to that moment would say. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithTheFactsAtEveryMoment(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Fact> facts = facts(random);
      List<Interval> history = AvailabilityHistory.of(facts);
      for (int i = 1; i < history.size(); i++) {
        assertThat(history.get(i).from()).isEqualTo(history.get(i - 1).until());
        assertThat(history.get(i).why()).isNotEqualTo(history.get(i - 1).why());
      }
      for (long moment = facts.get(0).at(); moment < 60; moment++) {
        assertThat(at(history, moment))
            .as("%s at %d", facts, moment)
            .isEqualTo(said(facts, moment));
      }
    }
  }

  private static List<Fact> facts(Random random) {
    List<Fact> facts = new ArrayList<>();
    long at = random.nextInt(10);
    for (int i = 0; i <= random.nextInt(6); i++) {
      facts.add(
          new Fact(
              at,
              maybe(random),
              random.nextInt(3) == 0 ? (long) random.nextInt(60) : null,
              random.nextInt(3) == 0 ? (long) random.nextInt(60) : null,
              random.nextInt(4) == 0,
              maybe(random)));
      at += random.nextInt(8);
    }
    return facts;
  }

  private static @Nullable Boolean maybe(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> true;
      case 1 -> false;
      default -> null;
    };
  }

  private static String at(List<Interval> history, long moment) {
    return history.stream()
        .filter(i -> i.from() <= moment && (i.until() == null || moment < i.until()))
        .map(Interval::why)
        .findFirst()
        .orElse("a gap");
  }

  private static String said(List<Fact> facts, long moment) {
    Fact known = facts.get(0);
    for (Fact fact : facts) {
      known = fact.at() <= moment ? fact.after(known) : known;
    }
    return known.why(moment);
  }
}

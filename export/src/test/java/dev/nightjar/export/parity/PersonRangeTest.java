package dev.nightjar.export.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ranking.store.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonRangeTest {
  private static final int PERSONS = 16;
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  @TempDir Path temp;

  @Test
  void holdsAsManyPersonsAsAskedForAndAllWhereThereAreNoMore() throws IOException {
    try (Snapshot snapshot = snapshot()) {
      Set<Boolean> goingRound = new HashSet<>();
      for (int day = 0; day < 60; day++) {
        for (int persons = 1; persons <= PERSONS + 3; persons++) {
          PersonRange range = PersonRange.of(snapshot, FIRST.plusDays(day), persons);
          List<String> found = range.in(snapshot, persons);
          assertThat(found).doesNotHaveDuplicates().hasSize(Math.min(persons, PERSONS));
          assertThat(found)
              .as("no gap from the start on")
              .allMatch(person -> within(range, person));
          assertThat(snapshot.personsAfter("", 100).stream().filter(p -> within(range, p)))
              .containsExactlyInAnyOrderElementsOf(found);
          goingRound.add(range.last().compareTo(range.after()) <= 0);
        }
      }
      assertThat(goingRound).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void everybodyHasTheirTurn() throws IOException {
    try (Snapshot snapshot = snapshot()) {
      Set<String> compared = new HashSet<>();
      for (int day = 0; day < 200; day++) {
        compared.addAll(PersonRange.of(snapshot, FIRST.plusDays(day), 2).in(snapshot, 2));
      }
      assertThat(compared).hasSize(PERSONS);
    }
  }

  /** As the column that tables are asked by. */
  private static boolean within(PersonRange range, String person) {
    boolean behind = person.compareTo(range.after()) > 0;
    boolean before = person.compareTo(range.last()) <= 0;
    return range.last().compareTo(range.after()) <= 0 ? behind || before : behind && before;
  }

  private Snapshot snapshot() throws IOException {
    SmallSnapshot small = new SmallSnapshot(3);
    IntStream.range(0, PERSONS).forEach(i -> small.user(Integer.toHexString(i) + "8", 1, 2));
    return small.open(temp);
  }
}

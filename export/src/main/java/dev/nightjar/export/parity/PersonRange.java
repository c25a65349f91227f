package dev.nightjar.export.parity;

import dev.nightjar.contract.Sha256;
import dev.nightjar.ranking.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A range of pseudonyms as a sample of the persons: pseudonyms are uniform, so that any range is a
 * fair one, and of a range alone it can be told that nobody is missing from it. It begins elsewhere
 * every night and goes round. Immutable.
 *
 * @param after the pseudonym that it begins behind
 * @param last its last pseudonym; below {@code after} where it goes round, and equal to it for all
 */
record PersonRange(String after, String last) {
  /**
   * The range that holds so many persons of a snapshot, or all of them.
   *
   * @param night decides where it begins
   */
  static PersonRange of(Snapshot snapshot, LocalDate night, int persons) {
    String after = Sha256.hex(night.toString().getBytes(StandardCharsets.UTF_8));
    List<String> behind = snapshot.personsAfter(after, persons);
    if (behind.size() == persons) {
      return new PersonRange(after, behind.get(persons - 1));
    }
    List<String> before = snapshot.personsAfter("", persons - behind.size());
    boolean everybody =
        before.size() < persons - behind.size()
            || before.get(before.size() - 1).compareTo(after) >= 0;
    return new PersonRange(after, everybody ? after : before.get(before.size() - 1));
  }

  /** The persons of a snapshot that are in it, at most so many, ascending. */
  List<String> in(Snapshot snapshot, int most) {
    List<String> found = new ArrayList<>();
    for (String person : snapshot.personsAfter(after, most)) {
      if (goesRound() || person.compareTo(last) <= 0) {
        found.add(person);
      }
    }
    if (goesRound()) {
      for (String person : snapshot.personsAfter("", most)) {
        if (person.compareTo(last) <= 0 && found.size() < most) {
          found.add(person);
        }
      }
    }
    return found;
  }

  /** Whether a pseudonym is in it. */
  Column holds(Column person) {
    Column behind = person.gt(after);
    Column before = person.leq(last);
    return goesRound() ? behind.or(before) : behind.and(before);
  }

  private boolean goesRound() {
    return last.compareTo(after) <= 0;
  }
}

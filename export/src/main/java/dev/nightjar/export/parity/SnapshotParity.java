package dev.nightjar.export.parity;

import dev.nightjar.contract.UserRecord;
import dev.nightjar.export.tables.ParityChecks;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds one snapshot, and what was answered from it, against the tables. A difference is traced to
 * the first thing that explains it. Not thread-safe.
 */
final class SnapshotParity {
  private static final String TAKEDOWN = "takedown";

  /** The tables say otherwise than the snapshot, which is what was served. */
  static final String TABLES = "tables";

  /** The stored order of the snapshot is not what its own record gives. */
  static final String STORED_ORDER = "stored_order";

  /** A server answered otherwise than its snapshot does. */
  static final String SERVED = "served";

  private final Snapshot published;
  private final TableRecords tables;
  private final RecommendationPipeline pipeline;
  private final Tally tally;
  private final String id;

  /**
   * @param published the snapshot as servers have it
   * @param tables what the tables say of everybody who is compared
   */
  SnapshotParity(
      Snapshot published, TableRecords tables, RecommendationPipeline pipeline, Tally tally) {
    this.published = published;
    this.tables = tables;
    this.pipeline = pipeline;
    this.tally = tally;
    id = published.manifest().snapshotId();
  }

  /** Compares what the snapshot holds of persons, bit for bit. */
  void records(Collection<String> persons) {
    for (String person : persons) {
      UserRecord stored = published.user(person);
      String difference = TableRecords.difference(stored, tables.of(person, stored));
      if (difference == null) {
        tally.equal(id, ParityChecks.RECORDS);
      } else {
        tally.different(id, ParityChecks.RECORDS, difference, "person " + person);
      }
    }
  }

  /**
   * Compares lists that were served, item by item in their order.
   *
   * @param takenDown what could not be offered
   */
  void answers(List<ServedAnswer> answers, TakenDown takenDown) {
    Map<String, UserRecord> records = new HashMap<>();
    for (ServedAnswer answer : answers) {
      String person = answer.person().in(published);
      UserRecord record = tables.of(person, published.user(person));
      if (record != null) {
        records.put(person, record);
      }
    }
    try (TableSnapshot merged = TableSnapshot.of(published, records)) {
      for (ServedAnswer answer : answers) {
        compare(answer, merged, takenDown);
      }
    }
  }

  private void compare(ServedAnswer answer, TableSnapshot merged, TakenDown takenDown) {
    RecommendationQuery query = answer.query(published);
    Set<String> withheld = takenDown.at(answer.at());
    List<String> expected = merged.answer(pipeline, query, withheld);
    if (expected.equals(answer.items())) {
      tally.equal(id, ParityChecks.ANSWERS);
    } else if (takenDown.touches(published, answer.at())) {
      tally.notCompared(id, ParityChecks.ANSWERS, TAKEDOWN, 1);
    } else {
      tally.different(
          id, ParityChecks.ANSWERS, cause(answer, query), example(answer, query, expected));
    }
  }

  private String cause(ServedAnswer answer, RecommendationQuery query) {
    if (!TableSnapshot.items(pipeline, published, query).equals(answer.items())) {
      return SERVED;
    }
    String person = query.personId();
    UserRecord stored = person == null ? null : published.user(person);
    UserRecord said = person == null ? null : tables.of(person, stored);
    return TableRecords.difference(stored, said) == null ? STORED_ORDER : TABLES;
  }

  private static String example(
      ServedAnswer answer, RecommendationQuery query, List<String> expected) {
    int place = 0;
    while (place < answer.items().size()
        && place < expected.size()
        && answer.items().get(place).equals(expected.get(place))) {
      place++;
    }
    return "answer "
        + answer.recommendationId()
        + " to person "
        + query.personId()
        + ": place "
        + (place + 1)
        + " was "
        + at(answer.items(), place)
        + ", is "
        + at(expected, place)
        + " by the tables";
  }

  private static String at(List<String> items, int place) {
    return place < items.size() ? items.get(place) : "nothing";
  }
}

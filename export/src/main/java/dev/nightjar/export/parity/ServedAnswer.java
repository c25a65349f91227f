package dev.nightjar.export.parity;

import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One list that a server answered with, on nothing but snapshot, settings and person.
 *
 * @param recommendationId the answer's id
 * @param snapshotId the snapshot that it rests on
 * @param person whom it is for
 * @param at when it was given
 * @param asked what was asked for
 * @param items ids of its items, best first
 */
record ServedAnswer(
    String recommendationId,
    String snapshotId,
    Person person,
    Instant at,
    Asked asked,
    List<String> items) {
  ServedAnswer {
    items = List.copyOf(items);
  }

  /**
   * Whom an answer is for.
   *
   * @param key the person's pseudonym
   * @param older the pseudonym under the key before, where one is configured
   */
  record Person(String key, @Nullable String older) {
    /** The pseudonym that a server asks a snapshot by. */
    String in(Snapshot snapshot) {
      return older != null && snapshot.user(key) == null && snapshot.user(older) != null
          ? older
          : key;
    }
  }

  /**
   * What was asked for.
   *
   * @param wanted how many items
   * @param includeSeen whether those seen before might be among them
   */
  record Asked(int wanted, boolean includeSeen) {}

  /** The query that must be answered with these items. */
  RecommendationQuery query(Snapshot snapshot) {
    return RecommendationQuery.forPerson(person.in(snapshot))
        .withN(asked.wanted())
        .withIncludeSeen(asked.includeSeen());
  }
}

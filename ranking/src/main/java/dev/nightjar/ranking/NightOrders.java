package dev.nightjar.ranking;

import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts in order at night what persons who did nothing since will be answered with, by the pipeline
 * that serves: an answer then costs one read. Thread-safe.
 */
public final class NightOrders {
  private final RecommendationPipeline pipeline;
  private final Snapshot snapshot;
  private final Map<String, Ordering> orderings;
  private final int places;

  /**
   * A row of the store.
   *
   * @param key see {@link SnapshotKeys#order}
   * @param value an {@link OrderValue}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Row(byte[] key, byte[] value) {}

  /**
   * @param orderings the order of every policy of the snapshot
   * @param places how many places of a person's order are kept; no more than the learned ranker
   *     orders, for what lies below them depends on how many are asked for
   */
  public NightOrders(
      RankingParams params, Snapshot snapshot, Map<String, Ordering> orderings, int places) {
    this.pipeline = RecommendationPipeline.standard(params);
    this.snapshot = snapshot;
    this.orderings = new TreeMap<>(orderings);
    this.orderings.remove(SnapshotManifest.IN_SESSION);
    this.places = Math.min(places, params.rankedCandidates());
  }

  /** Orders by the weights and trees that the snapshot itself names. */
  public static NightOrders of(RankingParams params, Snapshot snapshot, int places) {
    PolicyOrderings orderings = PolicyOrderings.of(snapshot, params);
    return new NightOrders(
        params,
        snapshot,
        Map.of(
            SnapshotManifest.NEW_ITEMS, orderings.newItems(),
            SnapshotManifest.ALL_ITEMS, orderings.allItems()),
        places);
  }

  /**
   * The rows of these persons.
   *
   * @param personIds their pseudonyms, ascending; so do then the rows' keys
   */
  public List<Row> of(List<String> personIds) {
    return personIds.parallelStream().map(this::rows).flatMap(List::stream).toList();
  }

  private List<Row> rows(String personId) {
    List<Row> rows = new ArrayList<>(orderings.size());
    orderings.forEach(
        (policy, ordering) -> {
          RecommendationQuery query =
              RecommendationQuery.forPerson(personId)
                  .withN(places)
                  .withIncludeSeen(policy.equals(SnapshotManifest.ALL_ITEMS));
          OrderValue stored = pipeline.stored(snapshot, query, ordering);
          rows.add(new Row(SnapshotKeys.order(personId, policy), stored.encode()));
        });
    return rows;
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.StoreException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why items are ranked as they are, down to the person's own events.
 *
 * @param explanation what sources, trees and rules say
 * @param items indexes of the items asked about, ascending
 * @param effects what each event of the session adds to their scores, the newest first
 * @param alike by item: which of the items that the person met before the night it is most like, by
 *     the night's neighbours, the most alike first; items like none are missing
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reasons(
    Explanation explanation,
    int[] items,
    List<EventEffects> effects,
    Map<Integer, ScoredItems> alike) {
  /** Own items looked at: those that count most by now. */
  private static final int OWN = 50;

  private static final int MOST_ALIKE = 3;

  /**
   * The reasons for some items.
   *
   * @param items indexes of the items, in any order
   */
  public static Reasons of(
      RecommendationPipeline pipeline,
      Snapshot snapshot,
      RecommendationQuery query,
      Surface surface,
      int... items) {
    int[] sorted = Arrays.stream(items).sorted().distinct().toArray();
    Explanation explanation = pipeline.explain(snapshot, query, surface, setOf(sorted));
    List<EventEffects> effects = EventEffects.of(pipeline, snapshot, query, surface, sorted);
    return new Reasons(explanation, sorted, effects, alike(snapshot, query, sorted));
  }

  /** What an event adds to the score of an item asked about. */
  public float adds(EventEffects effect, int item) {
    int place = Arrays.binarySearch(items, item);
    return place < 0 ? 0 : effect.adds()[place];
  }

  private static java.util.Set<Integer> setOf(int[] items) {
    return java.util.Set.copyOf(Arrays.stream(items).boxed().toList());
  }

  /** Nothing for somebody the snapshot does not know, or cannot read. */
  private static Map<Integer, ScoredItems> alike(
      Snapshot snapshot, RecommendationQuery query, int[] items) {
    String personId = query.personId();
    try {
      UserRecord user = personId == null ? null : snapshot.user(personId);
      return user == null ? Map.of() : alike(snapshot, user.own(), items);
    } catch (StoreException | FormatException damaged) {
      return Map.of();
    }
  }

  private static Map<Integer, ScoredItems> alike(Snapshot snapshot, OwnItems own, int[] items) {
    Map<Integer, TreeMap<Float, Integer>> found = new HashMap<>();
    for (int met : own.strongest(OWN)) {
      ScoredItems neighbors = snapshot.neighbors(met);
      for (int place = 0; place < neighbors.size(); place++) {
        int item = neighbors.items()[place];
        if (item != met && Arrays.binarySearch(items, item) >= 0) {
          found
              .computeIfAbsent(item, none -> new TreeMap<>(Comparator.reverseOrder()))
              .putIfAbsent(neighbors.scores()[place], met);
        }
      }
    }
    Map<Integer, ScoredItems> alike = new HashMap<>();
    found.forEach((item, byLikeness) -> alike.put(item, first(byLikeness)));
    return alike;
  }

  private static ScoredItems first(TreeMap<Float, Integer> byLikeness) {
    int size = Math.min(MOST_ALIKE, byLikeness.size());
    int[] items = new int[size];
    float[] scores = new float[size];
    int place = 0;
    for (Map.Entry<Float, Integer> each : byLikeness.entrySet()) {
      if (place < size) {
        items[place] = each.getValue();
        scores[place++] = each.getKey();
      }
    }
    return new ScoredItems(items, scores);
  }
}

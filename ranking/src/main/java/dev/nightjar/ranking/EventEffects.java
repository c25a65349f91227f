package dev.nightjar.ranking;

import dev.nightjar.ranking.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What each event of a session adds to the scores of items: the score as it is, less the score that
 * the item would have if the event had not happened. An item that nothing proposes counts with the
 * lowest score of the candidates. Each event costs one more answer.
 *
 * @param event the event
 * @param adds by place in the items asked for: what the event adds to that item's score
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventEffects(SessionEvent event, float[] adds) {
  /** Events looked at, the newest. */
  private static final int MOST = 10;

  /**
   * The effects of the newest events, the newest first; events of unknown items are left out.
   *
   * @param items indexes of the items asked about
   */
  public static List<EventEffects> of(
      RecommendationPipeline pipeline,
      Snapshot snapshot,
      RecommendationQuery query,
      Surface surface,
      int[] items) {
    List<SessionEvent> events = query.sessionEvents();
    if (events.isEmpty() || items.length == 0) {
      return List.of();
    }
    float[] with = scores(pipeline, snapshot, query, surface, items);
    List<EventEffects> effects = new ArrayList<>();
    for (int i = events.size() - 1; i >= 0 && effects.size() < MOST; i--) {
      if (snapshot.indexOf(events.get(i).itemId()) >= 0) {
        List<SessionEvent> others = new ArrayList<>(events);
        others.remove(i);
        RecommendationQuery without = query.withSessionEvents(others);
        float[] adds = scores(pipeline, snapshot, without, surface, items);
        for (int at = 0; at < adds.length; at++) {
          adds[at] = with[at] - adds[at];
        }
        effects.add(new EventEffects(events.get(i), adds));
      }
    }
    return effects;
  }

  private static float[] scores(
      RecommendationPipeline pipeline,
      Snapshot snapshot,
      RecommendationQuery query,
      Surface surface,
      int[] items) {
    CandidateTable table = pipeline.explain(snapshot, query, surface, Set.of()).candidates();
    float[] scores = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = table.scoreOf(items[i]);
    }
    return scores;
  }
}

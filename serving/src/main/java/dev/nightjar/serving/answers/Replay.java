package dev.nightjar.serving.answers;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Reasons;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.recording.AnswerText;
import dev.nightjar.serving.recording.Asked;

/** Answers what was asked once more, by the code that answers requests. Thread-safe. */
public final class Replay {
  private final RecommendationPipeline pipeline;
  private final AnswerWriter writer = new AnswerWriter();

  public Replay(RecommendationPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** The answer's text without id and time; the caller holds the snapshot. */
  public byte[] answer(Snapshot snapshot, Asked asked) {
    Recommendation answer =
        new AskedQuery(asked.query(), asked.missing())
            .own(pipeline.recommend(snapshot, asked.query(), asked.surface()));
    Reasons reasons =
        asked.explain()
            ? Reasons.of(
                pipeline,
                snapshot,
                asked.query(),
                asked.surface(),
                answer.items().stream().mapToInt(RankedItem::item).toArray())
            : null;
    RequestDraft draft = new RequestDraft();
    draft.explain(asked.explain());
    if (asked.metadata()) {
      draft.include(RequestDraft.METADATA);
    }
    return AnswerText.comparable(
        writer.recommendation(snapshot, answer, draft.finish(), reasons, System.nanoTime()));
  }
}

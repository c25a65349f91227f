package dev.nightjar.serving.answers;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Reasons;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.recording.AnswerText;
import dev.nightjar.serving.recording.Asked;
import dev.nightjar.serving.sentences.Sentences;
import dev.nightjar.serving.sessions.Session;
import java.util.List;

/** Answers what was asked once more, by the code that answers requests. Thread-safe. */
public final class Replay {
  private final RecommendationPipeline pipeline;
  private final Sentences sentences;
  private final AnswerWriter writer = new AnswerWriter();

  /**
   * @param sentences what can be told end users
   */
  public Replay(RecommendationPipeline pipeline, Sentences sentences) {
    this.pipeline = pipeline;
    this.sentences = sentences;
  }

  /** The answer's text without id and time; the caller holds the snapshot. */
  public byte[] answer(Snapshot snapshot, Asked asked) {
    Recommendation answer =
        new AskedQuery(asked.query(), asked.missing(), Session.NONE)
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
    String language = asked.sentences();
    Told told =
        new Told(
            reasons,
            language == null
                ? List.of()
                : sentences.of(snapshot, asked.query(), answer.items(), language));
    return AnswerText.comparable(
        writer.recommendation(snapshot, answer, draft.finish(), told, System.nanoTime()));
  }
}

package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.serving.http.BoundedBody;
import dev.nightjar.serving.sentences.Sentences;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /recommendations/batch}: one request for up to {@link BatchRequest#MAX_USERS} users,
 * answered as if each had been asked for alone, all from one snapshot. Thread-safe.
 */
public final class BatchEndpoint {
  /** From then on sessions are left out: a store that is slow costs the batch no more. */
  private static final long SESSION_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SnapshotHolder holder;
  private final Recommender recommender;
  private final RuledQueries queries;
  private final Scenarios scenarios;
  private final Sentences sentences;
  private final AnswerWriter writer = new AnswerWriter();
  private final AnswerSender sender = new AnswerSender();
  private final BodyReader bodies = new BodyReader();

  BatchEndpoint(
      SnapshotHolder holder,
      Recommender recommender,
      RuledQueries queries,
      Scenarios scenarios,
      Sentences sentences) {
    this.holder = holder;
    this.recommender = recommender;
    this.queries = queries;
    this.scenarios = scenarios;
    this.sentences = sentences;
  }

  /** Answers in the order of the users. */
  public void answer(Context ctx) throws IOException {
    long start = System.nanoTime();
    BatchRequest batch = bodies.batch(BoundedBody.SMALL.read(ctx), scenarios);
    Snapshot snapshot = AnswerEndpoints.snapshot(holder);
    try {
      List<AnswerWriter.ToldAnswer> answers = new ArrayList<>(batch.userIds().size());
      for (String userId : batch.userIds()) {
        RecommendationRequest request = batch.base().forUser(userId);
        boolean late = System.nanoTime() - start > SESSION_NANOS;
        AskedQuery query =
            late
                ? queries.of(snapshot, request.withoutSession()).lacking(Recommender.SESSIONS)
                : queries.of(snapshot, request);
        Recommendation answer = recommender.recommend(snapshot, query, request.options().surface());
        answers.add(
            new AnswerWriter.ToldAnswer(
                answer, recommender.told(snapshot, query, request, answer, sentences)));
      }
      sender.plain(ctx, writer.batch(snapshot, batch, answers, start), snapshot);
    } finally {
      snapshot.release();
    }
  }
}

package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.serving.http.BoundedBody;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /recommendations/batch}: one request for up to {@link BatchRequest#MAX_USERS} users,
 * answered as if each had been asked for alone, all from one snapshot. Thread-safe.
 */
public final class BatchEndpoint {
  private final SnapshotHolder holder;
  private final Recommender recommender;
  private final RuledQueries queries;
  private final Scenarios scenarios;
  private final AnswerWriter writer = new AnswerWriter();
  private final AnswerSender sender = new AnswerSender();
  private final BodyReader bodies = new BodyReader();

  BatchEndpoint(
      SnapshotHolder holder, Recommender recommender, RuledQueries queries, Scenarios scenarios) {
    this.holder = holder;
    this.recommender = recommender;
    this.queries = queries;
    this.scenarios = scenarios;
  }

  /** Answers in the order of the users. */
  public void answer(Context ctx) throws IOException {
    long start = System.nanoTime();
    BatchRequest batch = bodies.batch(BoundedBody.SMALL.read(ctx), scenarios);
    Snapshot snapshot = holder.acquire();
    if (snapshot == null) {
      throw AnswerEndpoints.nothingToServe();
    }
    try {
      List<Recommendation> answers = new ArrayList<>(batch.userIds().size());
      for (String userId : batch.userIds()) {
        RecommendationRequest request = batch.base().forUser(userId);
        answers.add(
            recommender.recommend(
                snapshot, queries.of(snapshot, request), request.options().surface()));
      }
      sender.plain(ctx, writer.batch(snapshot, batch, answers, start), snapshot);
    } finally {
      snapshot.release();
    }
  }
}

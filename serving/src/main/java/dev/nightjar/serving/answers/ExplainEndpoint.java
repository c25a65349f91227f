package dev.nightjar.serving.answers;

import dev.nightjar.ranking.ItemTrace;
import dev.nightjar.ranking.Reasons;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;

/**
 * {@code GET /users/{id}/explain/{item}}: whether the item is in the answer that the user would get
 * for the same parameters now, why, or at which stage it fell. Thread-safe.
 */
public final class ExplainEndpoint {
  private final SnapshotHolder holder;
  private final Recommender recommender;
  private final RuledQueries queries;
  private final Scenarios scenarios;
  private final AnswerWriter writer = new AnswerWriter();
  private final AnswerSender sender = new AnswerSender();

  ExplainEndpoint(
      SnapshotHolder holder, Recommender recommender, RuledQueries queries, Scenarios scenarios) {
    this.holder = holder;
    this.recommender = recommender;
    this.queries = queries;
    this.scenarios = scenarios;
  }

  /** Explains one item. */
  public void explain(Context ctx) throws IOException {
    long start = System.nanoTime();
    RecommendationRequest request =
        QueryReader.of(ctx.req().getQueryString(), scenarios, ctx.pathParam("id"));
    Snapshot snapshot = AnswerEndpoints.snapshot(holder);
    try {
      int item = snapshot.indexOf(ctx.pathParam("item"));
      if (item < 0) {
        throw new ProblemException(
            Problem.of(
                404, "unknown-item", "There is no such item", "the live snapshot lacks this item"));
      }
      AskedQuery asked = queries.of(snapshot, request);
      RecommendationQuery query = asked.query();
      Surface surface = request.options().surface();
      ItemTrace trace =
          recommender.pipeline().trace(snapshot, query, surface, item).without(asked.missing());
      Reasons reasons = Reasons.of(recommender.pipeline(), snapshot, query, surface, item);
      sender.plain(ctx, writer.traced(snapshot, item, trace, reasons, start), snapshot);
    } finally {
      snapshot.release();
    }
  }
}

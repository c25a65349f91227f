package dev.nightjar.serving.http;

import io.javalin.http.Context;

/** Sends a problem as the answer of a Javalin request. */
public final class ProblemWriter {
  private ProblemWriter() {}

  /** Replaces whatever the request had answered so far, as long as nothing is sent. */
  public static void send(Context ctx, Problem problem) {
    if (ctx.res().isCommitted()) {
      return;
    }
    if (problem.retryAfterSeconds() > 0) {
      ctx.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    ctx.status(problem.status()).contentType(Problem.CONTENT_TYPE).result(problem.toJson());
  }
}

package dev.nightjar.serving.http;

import dev.nightjar.ranking.InvalidQueryException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one route, turns every failure into a problem and measures the answer: the one place of the
 * server that catches everything. Thread-safe.
 */
public final class MeasuredHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(MeasuredHandler.class);

  private final Handler route;
  private final RouteMeter meter;

  /**
   * @param route what answers
   * @param meter what counts
   */
  public MeasuredHandler(Handler route, RouteMeter meter) {
    this.route = route;
    this.meter = meter;
  }

  @Override
  public void handle(Context ctx) {
    long start = System.nanoTime();
    try {
      route.handle(ctx);
    } catch (ProblemException e) {
      ProblemWriter.send(ctx, e.problem());
    } catch (InvalidQueryException e) {
      ProblemWriter.send(ctx, Problem.invalid(e.field(), e.reason()));
    } catch (HttpResponseException e) {
      ProblemWriter.send(ctx, Problem.ofStatus(e.getStatus(), String.valueOf(e.getMessage())));
    } catch (Exception e) {
      failed(ctx, e);
    } finally {
      meter.answered(ctx.statusCode(), System.nanoTime() - start);
    }
  }

  private void failed(Context ctx, Exception failure) {
    if (badMessage(failure)) {
      ProblemWriter.send(
          ctx, Problem.ofStatus(400, "the body cannot be read: its chunks or length are wrong"));
      return;
    }
    if (failure instanceof IOException) {
      LOG.debug("{} {} ended by the client", meter.method(), meter.path());
      ProblemWriter.send(ctx, Problem.ofStatus(400, "the body ended before it was complete"));
      return;
    }
    LOG.error("{} {} failed", meter.method(), meter.path(), failure);
    ProblemWriter.send(
        ctx, Problem.ofStatus(500, "the server failed on this request; its log says why"));
  }

  private static boolean badMessage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadMessageException) {
        return true;
      }
    }
    return false;
  }
}

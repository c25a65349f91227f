package dev.nightjar.etl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps that need nothing of each other in threads of their own: most of a small step's time
 * is the driver's planning, which uses one core and leaves the others idle.
 */
public final class SideBySide {

  private SideBySide() {}

  /**
   * What the steps gave, in their order. Every step is run to its end, also when another fails.
   *
   * @param threads steps at a time
   * @throws RuntimeException that of the first step, in their order, that failed; those of others
   *     are suppressed in it
   */
  public static <T> List<T> run(int threads, List<Callable<T>> steps) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      RuntimeException failure = null;
      for (Future<T> step : executor.invokeAll(steps)) {
        try {
          results.add(step.get());
        } catch (ExecutionException e) {
          failure = joined(failure, e.getCause());
        }
      }
      if (failure != null) {
        throw failure;
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while steps ran side by side", e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** The first failure, the other one suppressed in it; the other one if it is the first. */
  public static RuntimeException joined(
      @Nullable RuntimeException first, @Nullable Throwable other) {
    RuntimeException failure =
        other instanceof RuntimeException known ? known : new IllegalStateException(other);
    if (first == null) {
      return failure;
    }
    first.addSuppressed(failure);
    return first;
  }
}

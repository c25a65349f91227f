package dev.nightjar.export.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Replays many independent requests on some threads and gives the results in the order of the
 * requests, so that sums over them are equal in every run. Holds no state.
 */
final class Replay {
  private static final int CHUNK = 64;

  private Replay() {}

  /** The result of every request from 0 to {@code requests}, exclusive. */
  static <T extends @Nullable Object> List<T> inOrder(
      int requests, int threads, IntFunction<T> request) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "replay");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<List<T>>> chunks = new ArrayList<>();
      for (int from = 0; from < requests; from += CHUNK) {
        int begin = from;
        int end = Math.min(requests, from + CHUNK);
        chunks.add(pool.submit(() -> chunk(begin, end, request)));
      }
      List<T> results = new ArrayList<>(requests);
      for (Future<List<T>> chunk : chunks) {
        results.addAll(chunk.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while replaying requests", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replayed request failed: " + e.getMessage(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T extends @Nullable Object> List<T> chunk(
      int begin, int end, IntFunction<T> request) {
    List<T> results = new ArrayList<>(end - begin);
    for (int i = begin; i < end; i++) {
      results.add(request.apply(i));
    }
    return results;
  }
}

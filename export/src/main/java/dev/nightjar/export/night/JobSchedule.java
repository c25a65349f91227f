package dev.nightjar.export.night;

import dev.nightjar.etl.SideBySide;
import dev.nightjar.export.night.NightJobs.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in threads of their own, each as soon as those it needs are over, at most so many at a
 * time: most of a small job's time is the driver's planning, which uses one core and leaves the
 * others idle. Of the jobs that could begin, the one with the longest way to the end goes first. A
 * job that fails lets those that run come to their end, and no other begins.
 */
final class JobSchedule {
  private final List<Job> jobs;
  private final int width;
  private final Map<String, Integer> wayToTheEnd = new HashMap<>();

  /**
   * @param jobs each behind those it needs
   * @param width jobs at a time
   */
  JobSchedule(List<Job> jobs, int width) {
    this.jobs = List.copyOf(jobs);
    this.width = width;
    for (int i = jobs.size() - 1; i >= 0; i--) {
      String name = jobs.get(i).name();
      int longest =
          jobs.stream()
              .filter(job -> job.needs().contains(name))
              .mapToInt(job -> wayToTheEnd.getOrDefault(job.name(), 0))
              .max()
              .orElse(0);
      wayToTheEnd.put(name, longest + 1);
    }
  }

  /**
   * Runs all jobs.
   *
   * @param body does a job, in a thread of its own; told which jobs have yet to begin, in order
   * @throws RuntimeException that of the job that failed first; those of jobs that ran beside it
   *     are suppressed in it
   */
  void run(BiConsumer<Job, List<Job>> body) {
    ExecutorService executor = Executors.newFixedThreadPool(width);
    try {
      new Run(new ExecutorCompletionService<>(executor), body).toTheEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while jobs ran", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private final class Run {
    private final CompletionService<Job> running;
    private final BiConsumer<Job, List<Job>> body;
    private final List<Job> waiting = new ArrayList<>(jobs);
    private final Set<String> over = new HashSet<>();
    private int begun;
    private @Nullable RuntimeException failure;

    Run(CompletionService<Job> running, BiConsumer<Job, List<Job>> body) {
      this.running = running;
      this.body = body;
    }

    void toTheEnd() throws InterruptedException {
      begin();
      while (begun > 0) {
        end(running.take());
        begin();
      }
      if (failure != null) {
        throw failure;
      }
    }

    private void begin() {
      Optional<Job> next = next();
      while (failure == null && begun < width && next.isPresent()) {
        Job job = next.get();
        waiting.remove(job);
        begun++;
        List<Job> later = List.copyOf(waiting);
        running.submit(() -> body.accept(job, later), job);
        next = next();
      }
    }

    private Optional<Job> next() {
      return waiting.stream()
          .filter(job -> over.containsAll(job.needs()))
          .min(Comparator.comparingInt(job -> -wayToTheEnd.getOrDefault(job.name(), 0)));
    }

    private void end(Future<Job> finished) throws InterruptedException {
      begun--;
      try {
        over.add(finished.get().name());
      } catch (ExecutionException e) {
        failure = SideBySide.joined(failure, e.getCause());
      }
    }
  }
}

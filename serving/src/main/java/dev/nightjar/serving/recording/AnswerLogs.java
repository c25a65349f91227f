package dev.nightjar.serving.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The logs of a server that are turned on, and what is counted of all of them. Logs are added by
 * one thread before the first answer; else thread-safe.
 */
public final class AnswerLogs implements AutoCloseable {
  private final LogMeters exposures = new LogMeters();
  private final LogMeters records = new LogMeters();
  private final LogMeters trials = new LogMeters();
  private final List<AnswerLog> logs = new ArrayList<>();
  private final List<Runnable> closers = new ArrayList<>();

  /** Adds the log of exposures. */
  public void addExposures(Starter<ExposureLog> starter) throws IOException {
    ExposureLog log = starter.start(exposures);
    logs.add(log);
    closers.add(log::close);
  }

  /** Adds the recorder of requests. */
  public void addRecorder(Starter<RequestRecorder> starter) throws IOException {
    RequestRecorder recorder = starter.start(records);
    logs.add(recorder);
    closers.add(recorder::close);
  }

  /** Adds the log that asks a shadow snapshot too. */
  public void addShadow(Starter<ShadowLog> starter) throws IOException {
    ShadowLog log = starter.start(trials);
    logs.add(log);
    closers.add(log::close);
  }

  /** Starts a log that counts there. */
  @FunctionalInterface
  public interface Starter<T extends AnswerLog> {
    T start(LogMeters meters) throws IOException;
  }

  /** What hears of every answer. */
  public List<AnswerLog> all() {
    return List.copyOf(logs);
  }

  /** What became of answers that were to land as exposures; nothing is while that is off. */
  public LogMeters exposures() {
    return exposures;
  }

  /** What became of answers that were drawn to be recorded; nothing is while that is off. */
  public LogMeters records() {
    return records;
  }

  /** Writes what waits; no answer may come any more. */
  @Override
  public void close() {
    closers.forEach(Runnable::run);
  }
}

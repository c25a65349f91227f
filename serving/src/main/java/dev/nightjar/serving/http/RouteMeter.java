package dev.nightjar.serving.http;

import java.util.concurrent.atomic.LongAdder;

/** Counts and times the answers of one route. Thread-safe; figures are read while they grow. */
public final class RouteMeter {
  private final String method;
  private final String path;
  private final LongAdder[] byClass = new LongAdder[6];
  private final LongAdder nanos = new LongAdder();

  /**
   * @param method the HTTP method
   * @param path the route's path with its parameters' names
   */
  public RouteMeter(String method, String path) {
    this.method = method;
    this.path = path;
    for (int i = 0; i < byClass.length; i++) {
      byClass[i] = new LongAdder();
    }
  }

  /** Counts one answer. */
  public void answered(int status, long tookNanos) {
    byClass[Math.min(Math.max(status / 100, 0), 5)].increment();
    nanos.add(tookNanos);
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The route's path. */
  public String path() {
    return path;
  }

  /** Answers of one class of statuses, such as 2 for 200 to 299. */
  public long answers(int statusClass) {
    return byClass[statusClass].sum();
  }

  /** All answers. */
  public long answers() {
    long sum = 0;
    for (LongAdder adder : byClass) {
      sum += adder.sum();
    }
    return sum;
  }

  /** Seconds spent on all answers. */
  public double seconds() {
    return nanos.sum() / 1e9;
  }
}

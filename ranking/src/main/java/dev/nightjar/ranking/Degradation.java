package dev.nightjar.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What failed while one request was answered. The only place that turns a failure into less of an
 * answer instead of none. Not thread-safe.
 */
public final class Degradation {
  private static final System.Logger LOG = System.getLogger(Degradation.class.getName());

  private final List<String> parts = new ArrayList<>(0);

  /** The result of {@code attempt}, or {@code fallback} with {@code part} noted as failed. */
  @SuppressWarnings("CatchingUnchecked")
  public <T> T orElse(T fallback, String part, Supplier<? extends T> attempt) {
    try {
      return attempt.get();
    } catch (RuntimeException e) {
      parts.add(part);
      LOG.log(System.Logger.Level.DEBUG, () -> "without " + part, e);
      return fallback;
    }
  }

  /** Names of what failed, in the order in which it was tried. */
  public List<String> parts() {
    return parts;
  }
}

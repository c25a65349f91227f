package dev.nightjar.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Looks for better parameters of ALS along one of them after the other: Hooke and Jeeves, "Direct
 * Search Solution of Numerical and Statistical Problems" (1961), on a fixed grid. It begins with
 * the parameters in force and leaves a place only for one that is better by a margin, so that
 * chance does not move parameters from week to week; where it ends is where the next search begins.
 * Equal scores give equal steps. For one search, by one thread.
 */
final class AlsClimb {
  /** How much better, relatively, a place must be to be moved to. */
  static final double MARGIN = 0.01;

  private final Function<AlsParams, AlsScore.Score> score;
  private final BooleanSupplier goesOn;
  private final Map<AlsParams, AlsScore.Score> trials = new LinkedHashMap<>();
  private AlsParams best;

  private AlsClimb(
      AlsParams start, Function<AlsParams, AlsScore.Score> score, BooleanSupplier goesOn) {
    this.score = score;
    this.goesOn = goesOn;
    best = start;
  }

  /**
   * What a search found.
   *
   * @param best the parameters to use from now on
   * @param trials all that were tried, in their order, the parameters in force first
   */
  record Found(AlsParams best, Map<AlsParams, AlsScore.Score> trials) {}

  /**
   * Searches until no neighbour is better, or as long as it may.
   *
   * @param start the parameters in force
   * @param score measures parameters
   * @param goesOn asked before every trial but the first, which always takes place
   */
  static Found from(
      AlsParams start, Function<AlsParams, AlsScore.Score> score, BooleanSupplier goesOn) {
    AlsClimb climb = new AlsClimb(start, score, goesOn);
    climb.trials.put(start, score.apply(start));
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Axis axis : Axis.values()) {
        moved |= climb.walk(axis, axis.simplerIsUp) || climb.walk(axis, !axis.simplerIsUp);
      }
    }
    return new Found(climb.best, climb.trials);
  }

  /** Whether a step in this direction was better; takes as many as are. */
  private boolean walk(Axis axis, boolean up) {
    boolean moved = false;
    while (isBetter(axis.next(best, up))) {
      moved = true;
    }
    return moved;
  }

  private boolean isBetter(Optional<AlsParams> next) {
    if (next.isEmpty() || trials.containsKey(next.get()) || !goesOn.getAsBoolean()) {
      return false;
    }
    AlsScore.Score measured = score.apply(next.get());
    trials.put(next.get(), measured);
    boolean better =
        measured.ndcg() > (1 + MARGIN) * Objects.requireNonNull(trials.get(best)).ndcg();
    if (better) {
      best = next.get();
    }
    return better;
  }

  /**
   * A parameter and its places, in the order in which the search takes them up. It looks first
   * where the model is simpler, which is also where it is trained faster.
   */
  private enum Axis {
    REG_PARAM(true, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1),
    ALPHA(false, 1, 2, 5, 10, 20, 40),
    RANK(false, 16, 32, 64, 128),
    ITERATIONS(false, 4, 6, 10, 15);

    private final boolean simplerIsUp;
    private final double[] places;

    Axis(boolean simplerIsUp, double... places) {
      this.simplerIsUp = simplerIsUp;
      this.places = places;
    }

    /** The nearest place above or below, which the parameters themselves need not stand on. */
    Optional<AlsParams> next(AlsParams from, boolean up) {
      double value = value(from);
      OptionalDouble next =
          up
              ? Arrays.stream(places).filter(place -> place > value).min()
              : Arrays.stream(places).filter(place -> place < value).max();
      return next.isPresent() ? Optional.of(moved(from, next.getAsDouble())) : Optional.empty();
    }

    private double value(AlsParams params) {
      return switch (this) {
        case REG_PARAM -> params.regParam();
        case ALPHA -> params.alpha();
        case RANK -> params.rank();
        case ITERATIONS -> params.iterations();
      };
    }

    private AlsParams moved(AlsParams from, double to) {
      return switch (this) {
        case REG_PARAM -> from.with(from.rank(), to, from.alpha(), from.iterations());
        case ALPHA -> from.with(from.rank(), from.regParam(), to, from.iterations());
        case RANK -> from.with((int) to, from.regParam(), from.alpha(), from.iterations());
        case ITERATIONS -> from.with(from.rank(), from.regParam(), from.alpha(), (int) to);
      };
    }
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns the weights of a linear blend by coordinate ascent on the metric itself: one weight after
 * the other is set to the best of a grid while the others stay. After Metzler and Croft, "Linear
 * feature-based models for information retrieval" (2007): with a handful of weights it needs no
 * gradient and no surrogate loss. Weights are never negative: a source is an argument for an item,
 * so that an answer can be explained.
 *
 * <p>Starts are every source alone, equal weights and the shipped ones; the ascent runs from the
 * best of them, on one half of the examples. On the other half its result has to beat every start,
 * or the best start wins: so a blend that fits noise loses to what it came from. A result that wins
 * is refined once on all examples. Deterministic; spreads examples over the common pool.
 */
final class BlendLearner {
  private static final int SOURCES = Source.values().length;
  private static final int ASCENTS = 2;
  private static final int ROUNDS = 4;
  private static final double LEAST_GAIN = 1e-5;
  private static final double[] GRID = {0, 0.03, 0.07, 0.15, 0.3, 0.5, 0.75, 1, 1.4, 2};
  private static final double[] FACTORS = {0.6, 0.8, 0.9, 1.1, 1.25, 1.6};

  private final Objective objective;
  private final double[] shipped;

  /**
   * A learner.
   *
   * @param shipped weights by source ordinal that are one of the starts
   */
  BlendLearner(Objective objective, double[] shipped) {
    this.objective = objective;
    this.shipped = shipped.clone();
  }

  /**
   * What was learned.
   *
   * @param weights by source ordinal, the highest being 1
   * @param value the objective on the half that it was confirmed on
   * @param origin which start or ascent it is
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Learned(double[] weights, double value, String origin) {}

  private record Start(String name, double[] weights) {}

  private record Scored(Start start, double value) {}

  /** Learns; the examples' order decides the halves, so it has to be one by hash. */
  Learned learn(List<BlendExample> examples) {
    List<BlendExample> learning = half(examples, 0);
    List<BlendExample> confirming = half(examples, 1);
    List<Start> starts = starts(learning);
    List<Start> contenders = new ArrayList<>(starts);
    starts.stream()
        .map(start -> new Scored(start, mean(learning, start.weights())))
        .sorted(Comparator.comparingDouble(Scored::value).reversed())
        .limit(ASCENTS)
        .forEach(
            best -> {
              double[] weights = ascend(learning, best.start().weights(), ROUNDS);
              contenders.add(new Start("learned from " + best.start().name(), weights));
            });
    Scored winner =
        contenders.stream()
            .map(each -> new Scored(each, mean(confirming, each.weights())))
            .max(Comparator.comparingDouble(Scored::value))
            .orElseThrow();
    double[] won = winner.start().weights();
    double[] weights = starts.contains(winner.start()) ? won : ascend(examples, won, 1);
    return new Learned(scaled(weights), winner.value(), winner.start().name());
  }

  /** Mean of the objective over the examples. */
  double mean(List<BlendExample> examples, double[] weights) {
    double[] values = new double[examples.size()];
    IntStream.range(0, values.length)
        .parallel()
        .forEach(
            i -> {
              BlendExample example = examples.get(i);
              values[i] = objective.value(example, sums(example, weights, -1));
            });
    return Arrays.stream(values).sum() / Math.max(1, values.length);
  }

  private double[] ascend(List<BlendExample> examples, double[] from, int rounds) {
    double[] weights = scaled(from);
    double best = mean(examples, weights);
    for (int round = 0; round < rounds; round++) {
      double before = best;
      for (int source = 0; source < SOURCES; source++) {
        double[] tried = grid(weights, source);
        double[] values = line(examples, weights, source, tried);
        for (int i = 0; i < tried.length; i++) {
          if (values[i] > best + LEAST_GAIN) {
            best = values[i];
            weights[source] = tried[i];
          }
        }
      }
      if (best <= before + LEAST_GAIN) {
        break;
      }
    }
    return weights;
  }

  /** The objective for each weight of one source, the others fixed: their sums are made once. */
  private double[] line(List<BlendExample> examples, double[] weights, int source, double[] tried) {
    double[][] values = new double[examples.size()][];
    IntStream.range(0, values.length)
        .parallel()
        .forEach(i -> values[i] = line(examples.get(i), weights, source, tried));
    double[] means = new double[tried.length];
    for (double[] row : values) {
      for (int t = 0; t < tried.length; t++) {
        means[t] += row[t] / values.length;
      }
    }
    return means;
  }

  private double[] line(BlendExample example, double[] weights, int source, double[] tried) {
    double[] values = new double[tried.length];
    float[] base = sums(example, weights, source);
    if (!example.has(source)) {
      Arrays.fill(values, objective.value(example, base));
      return values;
    }
    float[] sums = new float[base.length];
    for (int t = 0; t < tried.length; t++) {
      System.arraycopy(base, 0, sums, 0, base.length);
      example.add(source, tried[t], sums);
      values[t] = objective.value(example, sums);
    }
    return values;
  }

  private static float[] sums(BlendExample example, double[] weights, int without) {
    float[] sums = new float[example.size()];
    for (int source = 0; source < SOURCES; source++) {
      if (source != without && weights[source] > 0) {
        example.add(source, weights[source], sums);
      }
    }
    return sums;
  }

  private static double[] grid(double[] weights, int source) {
    double others = 0;
    for (int i = 0; i < SOURCES; i++) {
      others = i == source ? others : Math.max(others, weights[i]);
    }
    boolean alone = others == 0;
    double scale = alone ? 1 : others;
    double current = weights[source];
    return java.util.stream.DoubleStream.concat(
            Arrays.stream(GRID).map(point -> point * scale),
            Arrays.stream(FACTORS).map(factor -> factor * current))
        .filter(weight -> weight > 0 || !alone)
        .distinct()
        .toArray();
  }

  private List<Start> starts(List<BlendExample> examples) {
    List<Start> starts = new ArrayList<>();
    double[] equal = new double[SOURCES];
    for (Source source : Source.values()) {
      int ordinal = source.ordinal();
      if (examples.stream().anyMatch(example -> example.has(ordinal))) {
        double[] alone = new double[SOURCES];
        alone[ordinal] = 1;
        equal[ordinal] = 1;
        starts.add(new Start(source.id() + " alone", alone));
      }
    }
    starts.add(new Start("equal weights", equal));
    starts.add(new Start("the shipped weights", shipped.clone()));
    return starts;
  }

  /** Every other one of the examples, from the first (0) or the second (1) on. */
  static <T> List<T> half(List<T> examples, int which) {
    return IntStream.range(0, examples.size())
        .filter(i -> i % 2 == which)
        .mapToObj(examples::get)
        .toList();
  }

  private static double[] scaled(double[] weights) {
    double most = Arrays.stream(weights).max().orElse(0);
    return Arrays.stream(weights)
        .map(weight -> most == 0 ? 0 : Math.round(weight / most * 1e4) / 1e4)
        .toArray();
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.contract.PersonOrder;
import dev.nightjar.ranking.Ordering;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns the power of the context's factors under one ordering: that with which the most visits of
 * the period find the next item, 0 where it does not prove itself on visits that it was not chosen
 * on.
 */
final class ContextWeight {
  private static final double[] TRIED = {0, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.25, 1.5, 2};

  private final RecommendationPipeline pipeline;
  private final Snapshot snapshot;
  private final Ordering ordering;
  private final int candidates;

  /**
   * @param ordering what the context comes on top of
   * @param candidates how many of the best a context puts in order anew
   */
  ContextWeight(
      RecommendationPipeline pipeline, Snapshot snapshot, Ordering ordering, int candidates) {
    this.pipeline = pipeline;
    this.snapshot = snapshot;
    this.ordering = ordering.withContext(0);
    this.candidates = Math.min(candidates, RecommendationQuery.MAX_ITEMS);
  }

  /**
   * The best of some powers.
   *
   * @param visits requests that tell their context, in an order by hash
   * @param threads that replay them
   */
  double learn(List<Lesson.Request> visits, int threads) {
    return chosen(Replay.inOrder(visits.size(), threads, i -> values(visits.get(i))));
  }

  /** The power that is best of all, if that of one half proves better than none on the other. */
  static double chosen(List<double[]> values) {
    int tried = best(BlendLearner.half(values, 0));
    List<double[]> confirming = BlendLearner.half(values, 1);
    return sum(confirming, tried) > sum(confirming, 0) ? TRIED[best(values)] : 0;
  }

  /** What a visit's list is worth with each power. */
  private double[] values(Lesson.Request visit) {
    PersonOrder order =
        pipeline.stored(snapshot, visit.query().withN(candidates), ordering).order();
    int[] items = order.ranked().items();
    float[] scores = order.ranked().scores();
    float[] lifts = visit.query().context().lifts(snapshot, items);
    boolean[] relevant = new boolean[items.length];
    for (int i = 0; i < items.length; i++) {
      relevant[i] = Arrays.binarySearch(visit.relevant(), items[i]) >= 0;
    }
    double[] values = new double[TRIED.length];
    float[] lifted = new float[items.length];
    for (int power = 0; power < TRIED.length; power++) {
      for (int i = 0; i < items.length; i++) {
        float lift = (float) TRIED[power] * lifts[i];
        lifted[i] = ordering.lifted(scores[i], lift);
      }
      values[power] = Objective.NDCG.value(relevant, visit.relevant().length, lifted);
    }
    return values;
  }

  private static int best(List<double[]> values) {
    int best = 0;
    for (int power = 1; power < TRIED.length; power++) {
      best = sum(values, power) > sum(values, best) ? power : best;
    }
    return best;
  }

  private static double sum(List<double[]> values, int power) {
    return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i)[power]).sum();
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * Recommenders that answered the same requests, beside each other: NDCG with its interval, and how
 * far what is served is above each of them, person by person. Immutable.
 */
final class Comparison {
  private final String policy;
  private final int k;
  private final TuningRules tuning;

  Comparison(String policy, int k, TuningRules tuning) {
    this.policy = policy;
    this.k = k;
    this.tuning = tuning;
  }

  /** Whether a recommender is what an answer under a policy is. */
  static boolean isServed(String recommender, String policy) {
    boolean inSession =
        policy.equals(ModelMetrics.NEXT_CLICK) || policy.equals(ModelMetrics.FIRST_SESSION);
    return recommender.equals(inSession ? Recommenders.SESSION_BLEND : Recommenders.BLEND);
  }

  /** Intervals, and gains noted in the rows of the other recommender. */
  List<Measures.Value> ofAll(List<Measures> measured) {
    PairedBootstrap bootstrap = bootstrap(measured.stream().map(Measures::ndcg).toList());
    List<Measures.Value> values = new ArrayList<>();
    for (int other = 0; other < measured.size(); other++) {
      Measures each = measured.get(other);
      Interval ndcg = bootstrap.mean(other);
      values.add(each.value(ModelMetrics.NDCG_LOW, k, ndcg.low()));
      values.add(each.value(ModelMetrics.NDCG_HIGH, k, ndcg.high()));
      for (int served = 0; served < measured.size(); served++) {
        if (served != other && isServed(measured.get(served).recommender(), policy)) {
          Interval gain = bootstrap.difference(served, other);
          values.add(each.value(ModelMetrics.GAIN, k, gain.mean()));
          values.add(each.value(ModelMetrics.GAIN_LOW, k, gain.low()));
          values.add(each.value(ModelMetrics.GAIN_HIGH, k, gain.high()));
        }
      }
    }
    return values;
  }

  /** NDCG of these recommenders on some of the requests, with its interval. */
  List<Measures.Value> ofSlice(String slice, List<String> names, List<Answers> answers) {
    List<double[]> ndcg = new ArrayList<>();
    for (String name : names) {
      ndcg.add(answers.stream().mapToDouble(answer -> answer.ndcg(name, k)).toArray());
    }
    PairedBootstrap bootstrap = bootstrap(ndcg);
    List<Measures.Value> values = new ArrayList<>();
    for (int name = 0; name < names.size(); name++) {
      Interval mean = bootstrap.mean(name);
      String recommender = names.get(name);
      for (Named named :
          List.of(
              new Named("ndcg", mean.mean()),
              new Named(ModelMetrics.NDCG_LOW, mean.low()),
              new Named(ModelMetrics.NDCG_HIGH, mean.high()))) {
        values.add(
            new Measures.Value(
                recommender, policy, slice, named.metric(), k, named.value(), answers.size()));
      }
    }
    return values;
  }

  private record Named(String metric, double value) {}

  private PairedBootstrap bootstrap(List<double[]> values) {
    return new PairedBootstrap(values, tuning.resamples(), tuning.seed());
  }
}

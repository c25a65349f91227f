package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Contributions;
import dev.nightjar.contract.Forest;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.training.ranker.RankedGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much each feature moves the scores of trees: the mean size of its {@link Contributions} over
 * candidates that the trees were learned on, as a share of all features' (Lundberg et al., "From
 * Local Explanations to Global Understanding with Explainable AI for Trees", 2020).
 */
final class Importances {
  /** Enough for shares that are told in whole per cent. */
  private static final int ROWS = 1000;

  private Importances() {}

  /** By the feature's name; features that move nothing are left out. */
  static Map<String, Double> of(Forest forest, List<RankedGroup> requests) {
    Contributions contributions = new Contributions(forest);
    double[] sums = new double[FeatureNames.count()];
    double all = 0;
    int rows = requests.stream().mapToInt(request -> request.rows().length).sum();
    int step = Math.max(1, rows / ROWS);
    int row = 0;
    for (RankedGroup request : requests) {
      for (float[] features : request.rows()) {
        if (row++ % step == 0) {
          double[] found = contributions.of(features);
          for (int f = 0; f < sums.length; f++) {
            sums[f] += Math.abs(found[f]);
            all += Math.abs(found[f]);
          }
        }
      }
    }
    Map<String, Double> shares = new TreeMap<>();
    for (int f = 0; f < sums.length; f++) {
      if (sums[f] > 0) {
        shares.put(FeatureNames.all().get(f), sums[f] / all);
      }
    }
    return shares;
  }
}

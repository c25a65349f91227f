package dev.nightjar.training.ranker;

import dev.nightjar.contract.Forest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Learns trees that put chosen candidates before others: LambdaMART with the NDCG of whole lists as
 * its goal (Burges, "From RankNet to LambdaRank to LambdaMART: An Overview", 2010), by XGBoost
 * (Chen and Guestrin, "XGBoost: A Scalable Tree Boosting System", KDD 2016). Equal groups,
 * parameters and threads give equal trees.
 */
public final class RankerLearner {
  /** Coarse on purpose: fine steps let trees tell items apart and learn the window by heart. */
  private static final int BINS = 16;

  private static final double SHRINKAGE = 10;
  private static final int LEAST_WEIGHT = 5;

  private final RankerParams params;
  private final List<Integer> directions;

  /**
   * @param directions for each feature 1 where more of it may only raise a score, -1 where it may
   *     only lower it, else 0
   */
  public RankerLearner(RankerParams params, List<Integer> directions) {
    this.params = params;
    this.directions = List.copyOf(directions);
  }

  /**
   * Learns from these requests; those without a chosen candidate teach nothing and are left out.
   *
   * @throws RankerUnavailableException when XGBoost's native library cannot be used here
   */
  public Forest learn(List<RankedGroup> groups) throws RankerUnavailableException {
    List<RankedGroup> telling = groups.stream().filter(RankedGroup::hasBoth).toList();
    if (telling.isEmpty()) {
      throw new IllegalArgumentException("no request has a candidate that was chosen");
    }
    int features = telling.get(0).rows()[0].length;
    int rows = telling.stream().mapToInt(group -> group.rows().length).sum();
    float[] matrix = new float[Math.multiplyExact(rows, features)];
    float[] labels = new float[rows];
    int[] sizes = new int[telling.size()];
    int row = 0;
    for (int g = 0; g < sizes.length; g++) {
      RankedGroup group = telling.get(g);
      sizes[g] = group.rows().length;
      for (int i = 0; i < sizes[g]; i++) {
        System.arraycopy(group.rows()[i], 0, matrix, row * features, features);
        labels[row] = group.relevant()[i] ? 1 : 0;
        row++;
      }
    }
    try {
      return train(matrix, labels, sizes, features);
    } catch (XGBoostError | LinkageError e) {
      throw new RankerUnavailableException(e);
    }
  }

  private Forest train(float[] matrix, float[] labels, int[] sizes, int features)
      throws XGBoostError {
    DMatrix rows = new DMatrix(matrix, labels.length, features, Float.NaN);
    try {
      rows.setLabel(labels);
      rows.setGroup(sizes);
      Booster booster = XGBoost.train(rows, parameters(), params.trees(), Map.of(), null, null);
      try {
        return BoosterTrees.read(booster.toByteArray("json"));
      } finally {
        booster.dispose();
      }
    } finally {
      rows.dispose();
    }
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("objective", "rank:ndcg");
    parameters.put("tree_method", "hist");
    parameters.put("max_bin", BINS);
    parameters.put("max_depth", params.depth());
    parameters.put("eta", params.learningRate());
    parameters.put("subsample", 0.8);
    parameters.put("colsample_bytree", 0.7);
    parameters.put("min_child_weight", LEAST_WEIGHT);
    parameters.put("reg_lambda", SHRINKAGE);
    parameters.put(
        "monotone_constraints",
        directions.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")")));
    parameters.put("nthread", params.threads());
    parameters.put("seed", Math.floorMod(params.seed(), Integer.MAX_VALUE));
    parameters.put("verbosity", 0);
    return parameters;
  }
}

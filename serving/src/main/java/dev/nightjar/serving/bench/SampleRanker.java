package dev.nightjar.serving.bench;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.store.FeatureNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A ranker of the shipped size, as many trees of as many questions as a night learns, that asks
 * them of random features: for benchmarks, what it costs is right and what it says is not.
 */
final class SampleRanker {
  private static final int TREES = 100;
  private static final int DEPTH = 4;
  private static final int INNER = (1 << DEPTH) - 1;
  private static final int NODES = (1 << (DEPTH + 1)) - 1;
  private static final float MOST_PLACES = 200;

  private SampleRanker() {}

  static RankerModel of(Random random) {
    return new RankerModel(
        FeatureNames.all(),
        Map.of(
            SnapshotManifest.NEW_ITEMS, forest(random),
            SnapshotManifest.IN_SESSION, forest(random)));
  }

  private static Forest forest(Random random) {
    List<String> names = FeatureNames.all();
    int[] roots = new int[TREES];
    int[] feature = new int[TREES * NODES];
    Arrays.fill(feature, Forest.LEAF);
    float[] value = new float[feature.length];
    int[] left = new int[feature.length];
    int[] right = new int[feature.length];
    float[] cover = new float[feature.length];
    Arrays.fill(cover, 1);
    for (int tree = 0; tree < TREES; tree++) {
      int root = tree * NODES;
      roots[tree] = root;
      for (int node = 0; node < NODES; node++) {
        value[root + node] = (float) random.nextGaussian() * 0.1f;
        if (node < INNER) {
          int asks = random.nextInt(names.size());
          boolean place = names.get(asks).endsWith(".place");
          feature[root + node] = asks;
          value[root + node] = random.nextFloat() * (place ? MOST_PLACES : 1);
          left[root + node] = root + 2 * node + 1;
          right[root + node] = root + 2 * node + 2;
        }
      }
    }
    return new Forest(0, roots, feature, value, left, right, left, cover);
  }
}

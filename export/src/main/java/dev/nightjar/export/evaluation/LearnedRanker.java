package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.Ordering;
import dev.nightjar.ranking.store.FeatureNames;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The trees that a night learned, {@code ranker.bin} beside the model: from there they are measured
 * and, with the snapshot, published. Absent when no policy is better off with trees.
 */
public final class LearnedRanker {
  private LearnedRanker() {}

  static void write(LakeFiles files, String modelVersion, Map<String, Forest> forests) {
    if (forests.isEmpty()) {
      files.delete(path(modelVersion));
    } else {
      files.put(path(modelVersion), new RankerModel(FeatureNames.all(), forests).encode());
    }
  }

  /** The file's bytes, as they are published. */
  public static Optional<byte[]> bytes(LakeFiles files, String modelVersion) {
    return files.read(path(modelVersion));
  }

  /** The order of every policy as it will be served. */
  public static Map<String, Ordering> orderings(LearnedBlend blend, Optional<byte[]> ranker) {
    Map<String, Forest> forests =
        ranker.map(RankerModel::decode).map(RankerModel::forests).orElse(Map.of());
    Map<String, Ordering> orderings = new TreeMap<>();
    blend
        .policies()
        .keySet()
        .forEach(
            policy ->
                orderings.put(policy, new Ordering(blend.weights(policy), forests.get(policy))));
    return orderings;
  }

  private static String path(String modelVersion) {
    return SnapshotFolders.model(modelVersion) + "/" + RankerModel.FILE;
  }
}

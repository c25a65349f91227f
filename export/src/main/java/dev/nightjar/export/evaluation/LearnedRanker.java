package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.Ordering;
import dev.nightjar.ranking.store.FeatureNames;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** Trees of a policy, or null. */
  static @Nullable Forest forest(Optional<byte[]> ranker, String policy) {
    return ranker.map(RankerModel::decode).map(model -> model.forests().get(policy)).orElse(null);
  }

  /** The order of a policy as it will be served. */
  static Ordering ordering(LearnedBlend blend, Optional<byte[]> ranker, String policy) {
    return new Ordering(blend.weights(policy), forest(ranker, policy));
  }

  private static String path(String modelVersion) {
    return SnapshotFolders.model(modelVersion) + "/" + RankerModel.FILE;
  }
}

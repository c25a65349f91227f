package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.Ordering;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.training.TrainingWindow;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The periods that weights and trees are learned on, and the files beside the model that hold what
 * each taught.
 */
public enum LearnedOn {
  /** What the test period judges, since it knows nothing of that period. */
  VALIDATION(TrainingWindow.VALIDATION, "blend.json", "ranker.bin", TuneBlendJob.NAME),
  /** What is served: learned the same way, on the newest period. */
  TEST(TrainingWindow.TEST, "served-blend.json", "served-ranker.bin", RefitBlendJob.NAME);

  private final TrainingWindow window;
  private final ModelFile<LearnedBlend> blend;
  private final String ranker;

  LearnedOn(TrainingWindow window, String blend, String ranker, String job) {
    this.window = window;
    this.blend = new ModelFile<>(blend, LearnedBlend.class, job);
    this.ranker = ranker;
  }

  /** The window whose snapshot answers the requests that are learned from. */
  TrainingWindow window() {
    return window;
  }

  /** Weights and words of a model; fails when the job that learns them did not run. */
  public LearnedBlend blend(LakeFiles files, String modelVersion) {
    return blend.read(files, modelVersion);
  }

  /** Weights and words of a model, if the job that learns them ran. */
  public Optional<LearnedBlend> find(LakeFiles files, String modelVersion) {
    return blend.find(files, modelVersion);
  }

  /** The trees' file, as it is published; absent when no policy is better off with trees. */
  public Optional<byte[]> ranker(LakeFiles files, String modelVersion) {
    return files.read(rankerPath(modelVersion));
  }

  /** The order of every policy. */
  public Map<String, Ordering> orderings(LakeFiles files, String modelVersion) {
    Map<String, Ordering> orderings = new TreeMap<>();
    read(files, modelVersion).forEach((policy, taught) -> orderings.put(policy, taught.ordering()));
    return orderings;
  }

  /** What was learned, by policy. */
  Map<String, Taught> read(LakeFiles files, String modelVersion) {
    Map<String, Forest> forests =
        ranker(files, modelVersion)
            .map(RankerModel::decode)
            .map(RankerModel::forests)
            .orElse(Map.of());
    Map<String, Taught> byPolicy = new TreeMap<>();
    blend(files, modelVersion)
        .policies()
        .forEach((name, policy) -> byPolicy.put(name, new Taught(policy, forests.get(name))));
    return byPolicy;
  }

  /** Stores what was learned, by policy. */
  void write(LakeFiles files, String modelVersion, Map<String, Taught> byPolicy) {
    Map<String, Forest> forests = Taught.forests(byPolicy);
    if (forests.isEmpty()) {
      files.delete(rankerPath(modelVersion));
    } else {
      files.put(rankerPath(modelVersion), new RankerModel(FeatureNames.all(), forests).encode());
    }
    blend.write(files, modelVersion, Taught.blend(byPolicy));
  }

  private String rankerPath(String modelVersion) {
    return SnapshotFolders.model(modelVersion) + "/" + ranker;
  }
}

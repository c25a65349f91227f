package dev.nightjar.export.evaluation;

import dev.nightjar.etl.NightContext;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import java.util.Map;

/**
 * Learns weights and trees for serving on the newest period, after those of the period before were
 * judged on it: what people turned to lately ranks better than what they turned to weeks ago. What
 * was tuned stays where it is better.
 */
public final class RefitBlendJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "refit-blend";

  private RefitBlendJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, RefitBlendJob::run);
  }

  /** Learns for the newest complete model of the run date. */
  public static TuneBlendJob.Summary run(NightContext night) {
    StoredModel model = new ModelRegistry(night.lake()).require(night.runDate());
    String version = model.version().id();
    LakeFiles files = LakeFiles.of(night.lake());
    Map<String, Taught> tuned = LearnedOn.VALIDATION.read(files, version);
    Map<String, Taught> served = PolicyLearner.learn(night, model, LearnedOn.TEST, tuned);
    LearnedOn.TEST.write(files, version, served);
    return new TuneBlendJob.Summary(version, Taught.blend(served));
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.etl.NightContext;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import java.util.Locale;
import java.util.Map;

/**
 * Learns weights and trees on the validation period, for the test period to judge. Test figures
 * never enter.
 */
public final class TuneBlendJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "tune-blend";

  private TuneBlendJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, TuneBlendJob::run);
  }

  /**
   * What was learned.
   *
   * @param modelVersion the model it belongs to
   * @param blend weights a policy
   */
  public record Summary(String modelVersion, LearnedBlend blend) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("blend of model " + modelVersion);
      blend
          .policies()
          .forEach(
              (name, policy) ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "%n  %s: %s (%s, %,d examples, %.4f; %s)",
                          name,
                          policy.weights(),
                          policy.origin(),
                          policy.examples(),
                          policy.value(),
                          policy.ranker())));
      return text.toString();
    }
  }

  /** Learns for the newest complete model of the run date. */
  public static Summary run(NightContext night) {
    StoredModel model = new ModelRegistry(night.lake()).require(night.runDate());
    String version = model.version().id();
    Map<String, Taught> taught = PolicyLearner.learn(night, model, LearnedOn.VALIDATION, Map.of());
    LearnedOn.VALIDATION.write(LakeFiles.of(night.lake()), version, taught);
    return new Summary(version, Taught.blend(taught));
  }
}

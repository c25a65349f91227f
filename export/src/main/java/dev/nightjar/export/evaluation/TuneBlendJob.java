package dev.nightjar.export.evaluation;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.export.evaluation.LearnedBlend.Policy;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.EvaluationRules;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TrainingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns the blend's weights on the validation window: replays its requests through the candidate
 * stage that serves, over the snapshot built from before the window. Test figures never enter.
 */
public final class TuneBlendJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "tune-blend";

  private final RecommendationPipeline pipeline;
  private final RankingParams shipped;
  private final TuningRules rules;

  private TuneBlendJob(RankingParams shipped, TuningRules rules) {
    this.shipped = shipped;
    this.rules = rules;
    pipeline = RecommendationPipeline.standard(shipped);
  }

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
                          "%n  %s: %s (%s, %,d examples, %.4f)",
                          name,
                          policy.weights(),
                          policy.origin(),
                          policy.examples(),
                          policy.value())));
      return text.toString();
    }
  }

  /** Learns for the newest complete model of the run date. */
  public static Summary run(NightContext night) {
    StoredModel model = new ModelRegistry(night.lake()).require(night.runDate());
    LakeFiles files = LakeFiles.of(night.lake());
    TuningRules rules = TuningRules.load(night.settings());
    HeldOut heldOut =
        new HeldOut(
            night.lake(), model, TrainingWindow.VALIDATION, EtlConfig.sessions(night.settings()));
    TuneBlendJob job =
        new TuneBlendJob(RankingParams.read(night.settings().section("ranking")::number), rules);
    EvaluationRules evaluation = EvaluationRules.load(night.settings());
    String version = model.version().id();
    String folder = SnapshotFolders.of(version, TrainingWindow.VALIDATION);
    try (LocalSnapshot local = LocalSnapshot.ofBuild(files, folder)) {
      List<Asked> persons =
          heldOut.collectPersons(
              local.snapshot(),
              new EvaluationRules(
                  rules.tuningPersons(),
                  evaluation.minStrength(),
                  evaluation.cutoffs(),
                  evaluation.seed()));
      List<SessionCase> sessions =
          heldOut.collectSessions(local.snapshot(), rules.tuningSessions(), rules.seed());
      LearnedBlend blend = job.learn(local.snapshot(), persons, sessions);
      LearnedBlend.FILE.write(files, version, blend);
      return new Summary(version, blend);
    }
  }

  private LearnedBlend learn(Snapshot snapshot, List<Asked> persons, List<SessionCase> sessions) {
    Map<String, Policy> policies = new TreeMap<>();
    policies.put(
        SnapshotManifest.NEW_ITEMS,
        learn(persons(snapshot, persons, false), Objective.NDCG, shipped.newItems()));
    policies.put(
        SnapshotManifest.ALL_ITEMS,
        learn(persons(snapshot, persons, true), Objective.NDCG, shipped.allItems()));
    policies.put(
        SnapshotManifest.IN_SESSION,
        learn(sessions(snapshot, sessions), Objective.HIT_RATE, shipped.inSession()));
    return new LearnedBlend(policies);
  }

  private Policy learn(List<BlendExample> examples, Objective objective, BlendWeights fallback) {
    if (examples.size() < rules.minTuning()) {
      String why =
          "shipped weights: %d examples are fewer than evaluation.min_tuning = %d"
              .formatted(examples.size(), rules.minTuning());
      return new Policy(fallback.toMap(), why, examples.size(), 0);
    }
    double[] start =
        IntStream.range(0, Source.values().length).mapToDouble(fallback::weight).toArray();
    BlendLearner.Learned learned = new BlendLearner(objective, start).learn(examples);
    Map<String, Double> weights = new TreeMap<>();
    for (Source source : Source.values()) {
      if (learned.weights()[source.ordinal()] > 0) {
        weights.put(source.id(), learned.weights()[source.ordinal()]);
      }
    }
    return new Policy(weights, learned.origin(), examples.size(), learned.value());
  }

  private List<BlendExample> persons(Snapshot snapshot, List<Asked> persons, boolean includeSeen) {
    return replay(
        persons.size(),
        i -> {
          Asked person = persons.get(i);
          int[] relevant = person.relevant(includeSeen);
          return relevant.length == 0
              ? null
              : BlendExample.of(
                  pipeline.candidates(
                      snapshot,
                      RecommendationQuery.forPerson(person.personId())
                          .withN(Objective.K)
                          .withIncludeSeen(includeSeen)),
                  relevant);
        });
  }

  private List<BlendExample> sessions(Snapshot snapshot, List<SessionCase> sessions) {
    return replay(
        sessions.size(),
        i ->
            BlendExample.of(
                pipeline.candidates(snapshot, sessions.get(i).withEvents(Objective.K)),
                new int[] {sessions.get(i).next()}));
  }

  private List<BlendExample> replay(
      int requests, java.util.function.IntFunction<@Nullable BlendExample> request) {
    List<BlendExample> examples = new ArrayList<>();
    for (BlendExample example : Replay.inOrder(requests, rules.threads(), request)) {
      if (example != null) {
        examples.add(example);
      }
    }
    return examples;
  }
}

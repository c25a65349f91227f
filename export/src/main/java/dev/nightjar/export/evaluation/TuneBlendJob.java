package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.export.evaluation.LearnedBlend.Policy;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.FeatureTable;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.EvaluationRules;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.ranker.RankedGroup;
import dev.nightjar.training.ranker.RankerParams;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
  private final RankerParams ranker;
  private final Map<String, Forest> forests = new TreeMap<>();

  private TuneBlendJob(RankingParams shipped, TuningRules rules, RankerParams ranker) {
    this.shipped = shipped;
    this.rules = rules;
    this.ranker = ranker;
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
    LakeFiles files = LakeFiles.of(night.lake());
    TuningRules rules = TuningRules.load(night.settings());
    HeldOut heldOut =
        new HeldOut(
            night.lake(), model, TrainingWindow.VALIDATION, EtlConfig.sessions(night.settings()));
    TuneBlendJob job =
        new TuneBlendJob(
            RankingParams.read(night.settings().section("ranking")::number),
            rules,
            RankerParams.load(night.settings()));
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
      LearnedRanker.write(files, version, job.forests);
      return new Summary(version, blend);
    }
  }

  private LearnedBlend learn(Snapshot snapshot, List<Asked> persons, List<SessionCase> sessions) {
    Map<String, Policy> policies = new TreeMap<>();
    policies.put(
        SnapshotManifest.NEW_ITEMS,
        learn(
            snapshot,
            new Learning(SnapshotManifest.NEW_ITEMS, Objective.NDCG, shipped.newItems()),
            requests(persons, false)));
    policies.put(
        SnapshotManifest.ALL_ITEMS,
        learn(
            snapshot,
            new Learning(SnapshotManifest.ALL_ITEMS, Objective.NDCG, shipped.allItems()),
            requests(persons, true)));
    policies.put(
        SnapshotManifest.IN_SESSION,
        learn(
            snapshot,
            new Learning(SnapshotManifest.IN_SESSION, Objective.HIT_RATE, shipped.inSession()),
            requests(sessions)));
    return new LearnedBlend(policies);
  }

  /** What is learned for one policy, and what holds when it cannot be. */
  private record Learning(String policy, Objective objective, BlendWeights fallback) {}

  /** A request of the window and what was chosen after it, ascending indexes. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Request(RecommendationQuery query, int[] relevant) {}

  private Policy learn(Snapshot snapshot, Learning learning, List<Request> requests) {
    BlendWeights fallback = learning.fallback();
    if (requests.size() < rules.minTuning()) {
      String why =
          "shipped weights: %d examples are fewer than evaluation.min_tuning = %d"
              .formatted(requests.size(), rules.minTuning());
      return new Policy(fallback.toMap(), why, requests.size());
    }
    double[] start =
        IntStream.range(0, Source.values().length).mapToDouble(fallback::weight).toArray();
    BlendLearner.Learned learned =
        new BlendLearner(learning.objective(), start).learn(examples(snapshot, requests));
    Map<String, Double> weights = new TreeMap<>();
    for (Source source : Source.values()) {
      if (learned.weights()[source.ordinal()] > 0) {
        weights.put(source.id(), learned.weights()[source.ordinal()]);
      }
    }
    TreeLearning.Outcome trees =
        new TreeLearning(ranker, learning.objective())
            .learn(groups(snapshot, requests, BlendWeights.of(weights)));
    if (trees.forest() != null) {
      forests.put(learning.policy(), trees.forest());
    }
    return new Policy(
        weights,
        learned.origin(),
        requests.size(),
        learned.value(),
        trees.why(),
        trees.importances());
  }

  private static List<Request> requests(List<Asked> persons, boolean includeSeen) {
    return persons.stream()
        .filter(person -> person.relevant(includeSeen).length > 0)
        .map(
            person ->
                new Request(
                    RecommendationQuery.forPerson(person.personId())
                        .withN(Objective.K)
                        .withIncludeSeen(includeSeen),
                    person.relevant(includeSeen)))
        .toList();
  }

  private static List<Request> requests(List<SessionCase> sessions) {
    return sessions.stream()
        .map(session -> new Request(session.withEvents(Objective.K), new int[] {session.next()}))
        .toList();
  }

  private List<BlendExample> examples(Snapshot snapshot, List<Request> requests) {
    return Replay.inOrder(
        requests.size(),
        rules.threads(),
        i ->
            BlendExample.of(
                pipeline.candidates(snapshot, requests.get(i).query()),
                requests.get(i).relevant()));
  }

  private List<RankedGroup> groups(
      Snapshot snapshot, List<Request> requests, BlendWeights weights) {
    return Replay.inOrder(
        requests.size(),
        rules.threads(),
        i -> {
          Request request = requests.get(i);
          FeatureTable shown = pipeline.features(snapshot, request.query(), weights);
          boolean[] relevant = new boolean[shown.items().length];
          for (int row = 0; row < relevant.length; row++) {
            relevant[row] = Arrays.binarySearch(request.relevant(), shown.items()[row]) >= 0;
          }
          return new RankedGroup(shown.rows(), relevant, request.relevant().length);
        });
  }
}

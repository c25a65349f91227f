package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.Source;
import dev.nightjar.etl.NightContext;
import dev.nightjar.export.evaluation.LearnedBlend.Policy;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.FeatureTable;
import dev.nightjar.ranking.Ordering;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.ranker.RankedGroup;
import dev.nightjar.training.ranker.RankerParams;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns weights and trees of every policy from what people chose in a period: replays its requests
 * through the stages that serve, over the snapshot built from before the period.
 */
final class PolicyLearner {
  private final Snapshot snapshot;
  private final RecommendationPipeline pipeline;
  private final TuningRules rules;
  private final RankerParams ranker;
  private final int rankedCandidates;

  private PolicyLearner(Settings settings, Snapshot snapshot) {
    this.snapshot = snapshot;
    RankingParams params = RankingParams.read(settings.section("ranking")::number);
    pipeline = RecommendationPipeline.standard(params);
    rankedCandidates = params.rankedCandidates();
    rules = TuningRules.load(settings);
    ranker = RankerParams.load(settings);
  }

  /**
   * Learns every policy on a period of a model.
   *
   * @param before what was learned of a policy earlier, where it was: it stays where it is better,
   *     on the half of the requests that the trees were not tried on, or where the requests are too
   *     few to learn from
   */
  static Map<String, Taught> learn(
      NightContext night, StoredModel model, LearnedOn period, Map<String, Taught> before) {
    return over(
        night,
        model,
        period,
        (learner, lessons) -> {
          Map<String, Taught> taught = new TreeMap<>();
          for (Lesson lesson : lessons) {
            taught.put(lesson.policy(), learner.learn(lesson, before.get(lesson.policy())));
          }
          return taught;
        });
  }

  /** What {@link CrossValidation} is about, of the policies with requests enough for all folds. */
  static List<CrossValidation> crossValidate(
      NightContext night, StoredModel model, LearnedOn period, int folds) {
    return over(
        night,
        model,
        period,
        (learner, lessons) ->
            lessons.stream()
                .filter(lesson -> lesson.requests().size() >= folds * learner.rules.minTuning())
                .map(lesson -> learner.crossValidate(lesson, folds))
                .toList());
  }

  private CrossValidation crossValidate(Lesson lesson, int folds) {
    double[] values = new double[folds];
    for (int fold = 0; fold < folds; fold++) {
      Taught taught = learn(lesson.without(fold, folds), null);
      values[fold] =
          new TreeLearning(ranker, lesson.objective())
              .confirmed(
                  groups(lesson.only(fold, folds).requests(), taught.ordering().weights()),
                  taught.forest());
    }
    return new CrossValidation(lesson.policy(), lesson.requests().size(), values);
  }

  private static <T> T over(
      NightContext night,
      StoredModel model,
      LearnedOn period,
      BiFunction<PolicyLearner, List<Lesson>, T> work) {
    Settings settings = night.settings();
    HeldOut heldOut = new HeldOut(night.lake(), model, period.window(), settings);
    String folder = SnapshotFolders.of(model.version().id(), period.window());
    try (LocalSnapshot local = LocalSnapshot.ofBuild(LakeFiles.of(night.lake()), folder)) {
      PolicyLearner learner = new PolicyLearner(settings, local.snapshot());
      return work.apply(learner, Lesson.collect(settings, heldOut, local.snapshot()));
    }
  }

  private Taught learn(Lesson lesson, @Nullable Taught before) {
    int examples = lesson.requests().size();
    if (examples < rules.minTuning()) {
      String why =
          "%d examples are fewer than evaluation.min_tuning = %d"
              .formatted(examples, rules.minTuning());
      return before == null
          ? new Taught(
              new Policy(lesson.fallback().toMap(), "shipped weights: " + why, examples), null)
          : new Taught(before.policy().keptBecause(why), before.forest());
    }
    BlendLearner.Learned learned =
        new BlendLearner(lesson.objective(), start(lesson.fallback())).learn(examples(lesson));
    Map<String, Double> weights = named(learned.weights());
    TreeLearning trees = new TreeLearning(ranker, lesson.objective());
    TreeLearning.Outcome outcome =
        trees.learn(groups(lesson.requests(), BlendWeights.of(weights)), learned.value());
    if (before != null) {
      double kept = trees.confirmed(kept(lesson, before.ordering()), before.forest());
      if (kept >= outcome.value()) {
        String why =
            String.format(Locale.ROOT, "%.4f here, learned anew %.4f", kept, outcome.value());
        return new Taught(before.policy().keptBecause(why), before.forest());
      }
    }
    weights.put(BlendWeights.CONTEXT, contextWeight(lesson, weights, outcome.forest()));
    Policy policy =
        new Policy(
            weights,
            learned.origin(),
            examples,
            learned.value(),
            outcome.why(),
            outcome.importances());
    return new Taught(policy, outcome.forest());
  }

  private double contextWeight(
      Lesson lesson, Map<String, Double> weights, @Nullable Forest forest) {
    if (lesson.visits().size() < rules.minTuning()) {
      return lesson.fallback().context();
    }
    Ordering ordering = new Ordering(BlendWeights.of(weights), forest);
    return new ContextWeight(pipeline, snapshot, ordering, rankedCandidates)
        .learn(lesson.visits(), rules.threads());
  }

  /** The requests that trees are confirmed on, with the candidates of the order before. */
  private List<RankedGroup> kept(Lesson lesson, Ordering before) {
    return groups(BlendLearner.half(lesson.requests(), 1), before.weights());
  }

  private static double[] start(BlendWeights shipped) {
    return IntStream.range(0, Source.values().length).mapToDouble(shipped::weight).toArray();
  }

  private static Map<String, Double> named(double[] weights) {
    Map<String, Double> named = new TreeMap<>();
    for (Source source : Source.values()) {
      if (weights[source.ordinal()] > 0) {
        named.put(source.id(), weights[source.ordinal()]);
      }
    }
    return named;
  }

  private List<BlendExample> examples(Lesson lesson) {
    List<Lesson.Request> requests = lesson.requests();
    return Replay.inOrder(
        requests.size(),
        rules.threads(),
        i ->
            BlendExample.of(
                pipeline.candidates(snapshot, requests.get(i).query()),
                requests.get(i).relevant()));
  }

  private List<RankedGroup> groups(List<Lesson.Request> requests, BlendWeights weights) {
    return Replay.inOrder(
        requests.size(),
        rules.threads(),
        i -> {
          Lesson.Request request = requests.get(i);
          FeatureTable shown = pipeline.features(snapshot, request.query(), weights);
          boolean[] relevant = new boolean[shown.items().length];
          for (int row = 0; row < relevant.length; row++) {
            relevant[row] = Arrays.binarySearch(request.relevant(), shown.items()[row]) >= 0;
          }
          return new RankedGroup(shown.rows(), relevant, request.relevant().length);
        });
  }
}

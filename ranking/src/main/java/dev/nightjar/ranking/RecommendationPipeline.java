package dev.nightjar.ranking;

import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers one query over one snapshot: sources, blend, filter, rank, refill, respond. What is
 * evaluated at night runs through here, and so does every answer by day.
 *
 * <p>Thread-safe. The answer is a pure function of query and snapshot. The caller holds a reference
 * of the snapshot for the duration of the call.
 */
public final class RecommendationPipeline {
  private static final String USER = "user";
  private static final BlendWeights EVERY_SOURCE = everySource();

  private final RankingParams params;
  private final CandidateStage sources;
  private final Blender blender;
  private final FilterStage filters = FilterStage.standard();
  private final Refill refill = new Refill(filters);
  private final Ranker ranker = new ScoreRanker();
  private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);
  private volatile @Nullable PolicyWeights lastWeights;

  RecommendationPipeline(RankingParams params, CandidateStage sources) {
    this.params = params;
    this.sources = sources;
    blender = new LinearBlender(params.listCandidates());
  }

  /** The pipeline with every source there is. */
  public static RecommendationPipeline standard(RankingParams params) {
    return new RecommendationPipeline(
        params, new CandidateStage(CandidateStage.standardSources(params)));
  }

  /** Answers with the weights that the snapshot's manifest has for this kind of query. */
  public Recommendation recommend(Snapshot snapshot, RecommendationQuery query) {
    return answer(snapshot, query, null);
  }

  /**
   * Answers with other weights than the snapshot's: a single source alone, or weights that are
   * being tried.
   */
  public Recommendation recommend(
      Snapshot snapshot, RecommendationQuery query, BlendWeights weights) {
    return answer(snapshot, query, weights);
  }

  /** The candidates of all sources after the filters: what weights are learned from. */
  public CandidateTable candidates(Snapshot snapshot, RecommendationQuery query) {
    Scratch scratch = scratches.get();
    try {
      Degradation degradation = new Degradation();
      ResolvedQuery resolved = resolve(snapshot, query, scratch, degradation);
      EligibleCandidates eligible = eligible(resolved, EVERY_SOURCE, degradation);
      int[] items = new int[eligible.size()];
      float[][] scores = new float[items.length][];
      for (int place = 0; place < items.length; place++) {
        items[place] = eligible.table().item(eligible.row(place));
        scores[place] = eligible.table().scoresBySource(eligible.row(place));
      }
      return new CandidateTable(items, scores, weights(snapshot).forQuery(resolved));
    } finally {
      scratch.clear();
    }
  }

  private Recommendation answer(
      Snapshot snapshot, RecommendationQuery query, @Nullable BlendWeights given) {
    Scratch scratch = scratches.get();
    try {
      Degradation degradation = new Degradation();
      ResolvedQuery resolved = resolve(snapshot, query, scratch, degradation);
      BlendWeights weights = given != null ? given : weights(snapshot).forQuery(resolved);
      EligibleCandidates eligible = eligible(resolved, weights, degradation);
      TopRows ranked = ranker.rank(eligible, query.n(), scratch.top);
      Answer answer = new Answer(resolved);
      for (int place = 0; place < ranked.size(); place++) {
        answer.take(eligible.table(), ranked.row(place), weights);
      }
      if (!answer.full()) {
        refill.fill(answer, resolved);
      }
      return answer.toRecommendation(degradation.parts());
    } finally {
      scratch.clear();
    }
  }

  private ResolvedQuery resolve(
      Snapshot snapshot, RecommendationQuery query, Scratch scratch, Degradation degradation) {
    scratch.prepare(snapshot.itemCount());
    String personId = query.personId();
    UserRecord user =
        personId == null
            ? null
            : degradation
                .orElse(
                    Optional.<UserRecord>empty(),
                    USER,
                    () -> Optional.ofNullable(snapshot.user(personId)))
                .orElse(null);
    return new ResolvedQuery(snapshot, query, user, scratch, params.sessionMaxEvents());
  }

  private EligibleCandidates eligible(
      ResolvedQuery query, BlendWeights weights, Degradation degradation) {
    Candidates candidates = sources.fetch(query, weights, degradation);
    return filters.apply(blender.blend(candidates, weights, query.scratch().blended), query);
  }

  private PolicyWeights weights(Snapshot snapshot) {
    PolicyWeights weights = lastWeights;
    if (weights == null || weights.manifest() != snapshot.manifest()) {
      weights = PolicyWeights.of(snapshot.manifest(), params);
      lastWeights = weights;
    }
    return weights;
  }

  private static BlendWeights everySource() {
    Map<String, Double> weights = new HashMap<>();
    List<Source> all = Arrays.asList(Source.values());
    all.forEach(source -> weights.put(source.id(), 1.0));
    return BlendWeights.of(weights);
  }
}

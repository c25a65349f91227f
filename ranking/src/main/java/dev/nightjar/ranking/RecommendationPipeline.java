package dev.nightjar.ranking;

import dev.nightjar.contract.Contributions;
import dev.nightjar.contract.Forest;
import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.PersonOrder;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers one query over one snapshot: sources, blend, filter, rank, selection, refill,
 * exploration, respond. What is evaluated at night runs through here, and so does every answer by
 * day.
 *
 * <p>Thread-safe. The answer is a pure function of query and snapshot. The caller holds a reference
 * of the snapshot for the duration of the call.
 */
public final class RecommendationPipeline {
  private static final String USER = "user";
  private static final BlendWeights EVERY_SOURCE = BlendWeights.everySource();

  private final RankingParams params;
  private final CandidateStage sources;
  private final Blender blender;
  private final FilterStage filters = FilterStage.standard();
  private final FewMatches fewMatches = new FewMatches();
  private final Refill refill = new Refill(filters, fewMatches);
  private final StoredOrder storedOrder = new StoredOrder(filters);
  private final Exploration exploration;
  private final Ranker byScore = new ScoreRanker();
  private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);
  private volatile @Nullable PolicyOrderings lastOrderings;

  RecommendationPipeline(RankingParams params, CandidateStage sources) {
    this.params = params;
    this.sources = sources;
    blender = new LinearBlender(params.listCandidates());
    exploration = new Exploration(filters);
  }

  /** The pipeline with every source there is. */
  public static RecommendationPipeline standard(RankingParams params) {
    return new RecommendationPipeline(
        params, new CandidateStage(CandidateStage.standardSources(params)));
  }

  /** Answers in the order that the snapshot has for this kind of query. */
  public Recommendation recommend(Snapshot snapshot, RecommendationQuery query) {
    return recommend(snapshot, query, Surface.STANDARD);
  }

  /** Answers as a surface wants it. */
  public Recommendation recommend(Snapshot snapshot, RecommendationQuery query, Surface surface) {
    Double explore = surface.explore();
    return answer(
        snapshot, query, surface, surface.ordering(), explore == null ? params.explore() : explore);
  }

  /**
   * Answers by other weights than the snapshot's, such as a single source alone, without places for
   * newcomers.
   */
  public Recommendation recommend(
      Snapshot snapshot, RecommendationQuery query, BlendWeights weights) {
    return answer(snapshot, query, Surface.STANDARD, Ordering.linear(weights), 0);
  }

  /** Answers in another order than the snapshot's: one that is being tried. */
  public Recommendation recommend(Snapshot snapshot, RecommendationQuery query, Ordering ordering) {
    return answer(snapshot, query, Surface.STANDARD, ordering, params.explore());
  }

  /**
   * Answers in another order than the snapshot's, with another share of places for newcomers.
   *
   * @param explore the share, 0 to 0.5
   */
  public Recommendation recommend(
      Snapshot snapshot, RecommendationQuery query, Ordering ordering, double explore) {
    return answer(snapshot, query, Surface.STANDARD, ordering, explore);
  }

  /** The candidates of all sources after the filters: what weights are learned from. */
  public CandidateTable candidates(Snapshot snapshot, RecommendationQuery query) {
    return explain(snapshot, query, Surface.STANDARD, Set.of()).candidates();
  }

  /**
   * Why an answer to a query is as it is.
   *
   * @param surface that was answered for
   * @param items of the answer, for which the features' contributions are worked out
   */
  public Explanation explain(
      Snapshot snapshot, RecommendationQuery query, Surface surface, Set<Integer> items) {
    Scratch scratch = scratches.get();
    try {
      Degradation degradation = new Degradation();
      ResolvedQuery resolved = resolve(snapshot, query, surface, scratch, degradation);
      Ordering own = surface.ordering();
      Ordering ordering = ordering(resolved);
      BlendWeights asked = own == null ? EVERY_SOURCE : own.weights();
      EligibleCandidates eligible = eligible(resolved, asked, ordering.weights(), degradation);
      Forest forest = ordering.forest();
      Map<Integer, Map<String, Double>> boosts = new HashMap<>();
      items.forEach(item -> boosts.put(item, resolved.rules().boosts(item)));
      return forest == null
          ? new Explanation(
              CandidateTable.of(resolved, eligible, ordering, null), 0, Map.of(), boosts)
          : explanation(resolved, eligible, ordering, forest, boosts);
    } finally {
      scratch.clear();
    }
  }

  /** How far an item comes on the way to the answer to a query on a surface. */
  public ItemTrace trace(Snapshot snapshot, RecommendationQuery query, Surface surface, int item) {
    Recommendation given = recommend(snapshot, query, surface);
    List<RankedItem> answer = given.items();
    float last = answer.isEmpty() ? Float.NaN : answer.get(answer.size() - 1).score();
    int rank = 1 + answer.stream().map(RankedItem::item).toList().indexOf(item);
    Scratch scratch = scratches.get();
    try {
      ResolvedQuery resolved = resolve(snapshot, query, surface, scratch, new Degradation());
      String kept = KeptOut.reason(item, resolved);
      Ordering ordering = ordering(resolved);
      int shown = Math.max(query.n(), params.rankedCandidates());
      TopRows ranked =
          rank(
              resolved,
              ordering,
              ordering.forest() == null ? snapshot.itemCount() : shown,
              new Degradation());
      int place = 0;
      while (place < ranked.size() && scratch.blended.item(ranked.row(place)) != item) {
        place++;
      }
      boolean isRanked = place < ranked.size();
      boolean proposed = isRanked || scratch.eligible.contains(item);
      return new ItemTrace(
          ItemTrace.Stage.of(rank, kept, proposed, isRanked),
          kept,
          isRanked ? place + 1 : 0,
          scratch.eligible.size(),
          isRanked ? ranked.score(place) : Float.NaN,
          last,
          rank,
          given.degraded());
    } finally {
      scratch.clear();
    }
  }

  private static Explanation explanation(
      ResolvedQuery query,
      EligibleCandidates eligible,
      Ordering ordering,
      Forest forest,
      Map<Integer, Map<String, Double>> boosts) {
    Scratch scratch = query.scratch();
    CandidateFeatures features = new CandidateFeatures(query, eligible.table());
    CandidateTable table = CandidateTable.of(query, eligible, ordering, features);
    if (boosts.isEmpty() || !forest.isExplained()) {
      return new Explanation(table, 0, Map.of(), boosts);
    }
    Contributions contributions = new Contributions(forest);
    Map<Integer, double[]> found = new HashMap<>();
    for (int place = 0; place < eligible.size(); place++) {
      if (boosts.containsKey(table.items()[place])) {
        features.fill(eligible.row(place), scratch.features);
        found.put(table.items()[place], contributions.of(scratch.features));
      }
    }
    return new Explanation(table, contributions.mean(), found, boosts);
  }

  /**
   * The candidates that trees would be shown, as they would see them: what trees are trained on.
   *
   * @param weights what the sources' scores are summed up with
   */
  public FeatureTable features(Snapshot snapshot, RecommendationQuery query, BlendWeights weights) {
    Scratch scratch = scratches.get();
    try {
      Degradation degradation = new Degradation();
      ResolvedQuery resolved = resolve(snapshot, query, Surface.STANDARD, scratch, degradation);
      EligibleCandidates eligible = eligible(resolved, EVERY_SOURCE, weights, degradation);
      TopRows shown = ForestRanker.shortlist(eligible, params.rankedCandidates(), scratch);
      CandidateFeatures features = new CandidateFeatures(resolved, eligible.table());
      int[] items = new int[shown.size()];
      float[][] rows = new float[items.length][FeatureNames.count()];
      for (int place = 0; place < items.length; place++) {
        items[place] = eligible.table().item(shown.row(place));
        features.fill(shown.row(place), rows[place]);
      }
      return new FeatureTable(items, rows);
    } finally {
      scratch.clear();
    }
  }

  /**
   * The best {@code n} candidates of a query in order, without what would only fill the answer up,
   * and what else an answer in that order needs of the person: what a night stores.
   */
  public OrderValue stored(Snapshot snapshot, RecommendationQuery query, Ordering ordering) {
    Scratch scratch = scratches.get();
    try {
      ResolvedQuery resolved =
          resolve(snapshot, query, Surface.STANDARD, scratch, new Degradation());
      PersonOrder order = ranked(resolved, ordering, query.n(), new Degradation());
      return new OrderValue(
          order, new OrderValue.Person(resolved.segment(), exploration.toStore(resolved)));
    } finally {
      scratch.clear();
    }
  }

  private PersonOrder ranked(
      ResolvedQuery query, Ordering ordering, int n, Degradation degradation) {
    TopRows ranked = rank(query, ordering, n, degradation);
    BlendedCandidates table = query.scratch().blended;
    int[] items = new int[ranked.size()];
    float[] scores = new float[items.length];
    Source[] strongest = new Source[items.length];
    int[] proposers = new int[items.length];
    for (int place = 0; place < items.length; place++) {
      int row = ranked.row(place);
      items[place] = table.item(row);
      scores[place] = ranked.score(place);
      strongest[place] = table.strongest(row, ordering.weights());
      proposers[place] = table.proposers(row);
    }
    return new PersonOrder(new ScoredItems(items, scores), strongest, proposers);
  }

  private Recommendation answer(
      Snapshot snapshot,
      RecommendationQuery query,
      Surface surface,
      @Nullable Ordering given,
      double explore) {
    Scratch scratch = scratches.get();
    try {
      Degradation degradation = new Degradation();
      ResolvedQuery resolved = resolve(snapshot, query, surface, scratch, degradation);
      Answer answer = new Answer(resolved);
      PersonOrder looked = resolved.rules().boosted(looked(resolved, given, degradation));
      fill(answer, resolved, looked);
      RulePlaces.apply(answer, resolved, looked, filters, fewMatches);
      if (explore > 0) {
        exploration.apply(answer, resolved, explore);
      }
      return answer.toRecommendation(degradation.parts());
    } finally {
      scratch.clear();
    }
  }

  /** The best candidates, as many as the answer is put together from: stored, or ranked now. */
  private PersonOrder looked(
      ResolvedQuery query, @Nullable Ordering given, Degradation degradation) {
    int wanted = pool(query);
    if (given != null) {
      return ranked(query, given, wanted, degradation);
    }
    String policy = PolicyOrderings.policy(query);
    Ordering ordering = orderings(query.snapshot()).forPolicy(policy);
    PersonOrder stored =
        ContextLift.of(query, ordering).isNone()
            ? storedOrder.of(query, policy, wanted, degradation)
            : PersonOrder.NONE;
    return stored.size() > 0 ? stored : ranked(query, ordering, wanted, degradation);
  }

  private void fill(Answer answer, ResolvedQuery query, PersonOrder looked) {
    int wanted = query.query().n();
    int[] places =
        query.variety().isNone() ? null : Selection.order(looked.ranked(), query, wanted);
    int most = places == null ? Math.min(wanted, looked.size()) : places.length;
    for (int i = 0; i < most; i++) {
      int place = places == null ? i : places[i];
      answer.take(
          looked.ranked().items()[place],
          looked.ranked().scores()[place],
          looked.strongest()[place],
          looked.proposers()[place]);
    }
    if (!answer.full()) {
      query.readUser();
      refill.fill(answer, query);
    }
    if (!answer.full()
        && query.rules().bury()
        && query.surface().ladder().contains(Rung.CATALOGUE)) {
      query.rules().letBuriedIn();
      refill.fillDeeper(answer, query);
    }
  }

  /** How many of the best an answer is put together from: not more than trees are shown. */
  private int pool(ResolvedQuery query) {
    int wanted = query.query().n();
    Variety variety = query.variety();
    boolean limited = variety.maxPerCategory() > 0;
    int varied =
        variety.isNone() ? wanted : limited ? params.rankedCandidates() : wanted * Selection.POOL;
    int looked = Math.max(varied, query.rules().looked(wanted));
    return Math.max(wanted, Math.min(looked, params.rankedCandidates()));
  }

  private TopRows rank(ResolvedQuery query, Ordering ordering, int n, Degradation degradation) {
    BlendWeights weights = ordering.weights();
    BlendWeights asked = ordering.forest() == null ? weights : EVERY_SOURCE;
    EligibleCandidates eligible = eligible(query, asked, weights, degradation);
    return ranker(ordering, query, eligible).rank(eligible, n, query.scratch().top);
  }

  private Ranker ranker(Ordering ordering, ResolvedQuery query, EligibleCandidates eligible) {
    Ranker ranker = timeless(ordering, query, eligible);
    ContextLift lift = ContextLift.of(query, ordering);
    return lift.isNone()
        ? ranker
        : new ContextRanker(ranker, lift, params.rankedCandidates(), query.scratch().beforeContext);
  }

  private Ranker timeless(Ordering ordering, ResolvedQuery query, EligibleCandidates eligible) {
    Forest forest = ordering.forest();
    return forest == null
        ? byScore
        : new ForestRanker(
            forest,
            ordering.trees(),
            new CandidateFeatures(query, eligible.table()),
            params.rankedCandidates(),
            query.scratch());
  }

  private ResolvedQuery resolve(
      Snapshot snapshot,
      RecommendationQuery query,
      Surface surface,
      Scratch scratch,
      Degradation degradation) {
    scratch.prepare(snapshot.itemCount());
    String personId = query.personId();
    Supplier<Optional<UserRecord>> user =
        () ->
            personId == null
                ? Optional.empty()
                : degradation.orElse(
                    Optional.empty(), USER, () -> Optional.ofNullable(snapshot.user(personId)));
    ResolvedQuery resolved =
        new ResolvedQuery(snapshot, query, user, scratch, params.sessionMaxEvents());
    return resolved.on(surface, BoundRules.of(resolved, degradation));
  }

  private EligibleCandidates eligible(
      ResolvedQuery query, BlendWeights asked, BlendWeights weights, Degradation degradation) {
    query.readUser();
    BlendWeights allowed = asked.without(query.surface().off());
    Candidates candidates = sources.fetch(query, allowed, degradation);
    return filters.apply(blender.blend(candidates, weights, query.scratch().blended), query);
  }

  /** What orders an answer: its surface's own order, or what the night learned for its policy. */
  private Ordering ordering(ResolvedQuery query) {
    Ordering own = query.surface().ordering();
    return own == null ? orderings(query.snapshot()).forPolicy(PolicyOrderings.policy(query)) : own;
  }

  private PolicyOrderings orderings(Snapshot snapshot) {
    PolicyOrderings orderings = lastOrderings;
    if (orderings == null || orderings.manifest() != snapshot.manifest()) {
      orderings = PolicyOrderings.of(snapshot, params);
      lastOrderings = orderings;
    }
    return orderings;
  }
}

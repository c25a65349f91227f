package dev.nightjar.serving.answers;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.CandidateTable;
import dev.nightjar.ranking.Degradation;
import dev.nightjar.ranking.Mode;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.filter.BoundFilter;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.filter.ItemPredicate;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.serving.http.BoundedBody;
import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.serving.recording.AnswerLog;
import dev.nightjar.serving.recording.Answered;
import dev.nightjar.serving.recording.Asked;
import dev.nightjar.serving.rules.RuleBook;
import dev.nightjar.serving.sentences.Sentences;
import dev.nightjar.serving.signals.Signals;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The routes that answer with items. Each takes one snapshot at its start and keeps it to its end,
 * so a swap never mixes two. Thread-safe.
 */
public final class AnswerEndpoints {
  private static final String CATEGORY = "category";
  private static final String LOCALE = Sentences.LOCALE;
  private static final Set<String> LIST_PARAMETERS =
      Stream.concat(Stream.of("n", CATEGORY, "filter", "include"), RequestContext.NAMES.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> SIMILAR_PARAMETERS = Set.of("n", "filter", "include", LOCALE);
  private static final int RETRY_SECONDS = 5;

  private final SnapshotHolder holder;
  private final Recommender recommender;
  private final List<String> bundledItems;
  private final Scenarios scenarios;
  private final RuledQueries queries;
  private final Showings showings;
  private final Sentences sentences;
  private final List<AnswerLog> logs;
  private final AnswerWriter writer = new AnswerWriter();
  private final AnswerSender sender = new AnswerSender();
  private final BodyReader bodies = new BodyReader();
  private final AnswerCounts counts = new AnswerCounts();

  /**
   * What else answers depend on, and what hears of them.
   *
   * @param rules the operator's, as they are now
   * @param showings what sessions were shown, and what becomes of it
   * @param signals what is known from outside
   * @param sentences what can be told end users
   * @param age tells the time and how old a snapshot is
   * @param logs told of each answer to {@code /recommendations}
   */
  public record Beside(
      Supplier<RuleBook> rules,
      Showings showings,
      Signals signals,
      Sentences sentences,
      SnapshotAge age,
      List<AnswerLog> logs) {
    public Beside {
      logs = List.copyOf(logs);
    }
  }

  /**
   * @param bundledItems what is answered while there is no snapshot; may be empty
   * @param scenarios the surfaces that requests may name
   * @param beside what else answers depend on, and what hears of them
   */
  public AnswerEndpoints(
      SnapshotHolder holder,
      Recommender recommender,
      List<String> bundledItems,
      Scenarios scenarios,
      Beside beside) {
    this.holder = holder;
    this.recommender = recommender;
    this.bundledItems = List.copyOf(bundledItems);
    this.scenarios = scenarios;
    logs = beside.logs();
    sentences = beside.sentences();
    showings = beside.showings();
    queries =
        new RuledQueries(recommender, beside.rules(), showings, beside.signals(), beside.age());
  }

  /** {@code GET /users/{id}/explain/{item}}, with the same parts. */
  public ExplainEndpoint explanations() {
    return new ExplainEndpoint(holder, recommender, queries, scenarios);
  }

  /** {@code POST /recommendations/batch}, with the same parts. */
  public BatchEndpoint batch() {
    return new BatchEndpoint(holder, recommender, queries, scenarios, sentences);
  }

  /** What is counted of answers. */
  public AnswerCounts counts() {
    return counts;
  }

  /** How many items are taken down. */
  public int withheldItems() {
    return holder.withheld().size();
  }

  /** {@code GET /recommendations}. */
  public void byQuery(Context ctx) throws IOException {
    long start = System.nanoTime();
    recommend(ctx, QueryReader.recommendation(ctx.req().getQueryString(), scenarios), start);
  }

  /** {@code POST /recommendations}. */
  public void byBody(Context ctx) throws IOException {
    long start = System.nanoTime();
    recommend(ctx, bodies.recommendation(BoundedBody.SMALL.read(ctx), scenarios), start);
  }

  /** {@code GET /popular}: all-time popular items. */
  public void popular(Context ctx) throws IOException {
    list(ctx, BlendWeights.only(Source.POPULAR).withContext(1));
  }

  /** {@code GET /trending}: items that rise above their own past, then what is popular of late. */
  public void trending(Context ctx) throws IOException {
    list(ctx, BlendWeights.only(Source.RISING).withContext(1));
  }

  /** {@code GET /items/{id}/similar}: the item's neighbours that may be recommended. */
  public void similar(Context ctx) throws IOException {
    long start = System.nanoTime();
    RecommendationRequest request =
        QueryReader.only(ctx.req().getQueryString(), SIMILAR_PARAMETERS);
    Snapshot snapshot = snapshot(holder);
    try {
      int item = snapshot.indexOf(ctx.pathParam("id"));
      if (item < 0) {
        throw new ProblemException(
            Problem.of(
                404, "unknown-item", "There is no such item", "the live snapshot lacks this item"));
      }
      RecommendationQuery beside = RecommendationQuery.anonymous().withItemId(ctx.pathParam("id"));
      Recommendation answer = similar(snapshot, item, request);
      send(ctx, new Listed(snapshot, beside, answer), request, start);
    } finally {
      snapshot.release();
    }
  }

  /** The neighbours; what is popular instead, if the store cannot be read there. */
  private Recommendation similar(Snapshot snapshot, int item, RecommendationRequest request) {
    Degradation degradation = new Degradation();
    ItemFilter filter = request.filters().wanted();
    BoundFilter wanted = filter.bind(snapshot);
    ItemPredicate allowed = queries.allowed(snapshot, wanted.predicate(), degradation);
    List<String> rules = List.copyOf(degradation.parts());
    List<RankedItem> found =
        degradation.orElse(
            List.of(),
            Source.ITEM_ITEM.id(),
            () -> neighbors(snapshot, item, allowed, request.n()));
    if (degradation.parts().equals(rules)) {
      int missing = request.n() - found.size();
      return new Recommendation(
          found,
          Mode.SESSION,
          rules,
          UserRecord.NO_SEGMENT,
          filter.isNone() ? null : new Recommendation.Filtered(0, missing, wanted.unknown()));
    }
    counts.lacking(degradation.parts());
    Recommendation popular =
        recommender
            .pipeline()
            .recommend(
                snapshot, queries.listed(snapshot, request), BlendWeights.only(Source.POPULAR));
    return new Recommendation(
        popular.items(),
        popular.mode(),
        degradation.parts(),
        UserRecord.NO_SEGMENT,
        popular.filtered());
  }

  /** {@code GET /users/{id}/segment}; none, and it says so, if the store cannot be read there. */
  public void segment(Context ctx) throws IOException {
    long start = System.nanoTime();
    QueryReader.only(ctx.req().getQueryString(), Set.of());
    Snapshot snapshot = snapshot(holder);
    try {
      Degradation degradation = new Degradation();
      int segment =
          degradation.orElse(
              UserRecord.NO_SEGMENT,
              "user",
              () -> {
                UserRecord user = recommender.user(snapshot, ctx.pathParam("id"));
                return user == null ? UserRecord.NO_SEGMENT : user.segment();
              });
      counts.lacking(degradation.parts());
      sender.plain(ctx, writer.segment(snapshot, segment, degradation.parts(), start), snapshot);
    } finally {
      snapshot.release();
    }
  }

  /** {@code POST /rank}: whatever is asked for by id, but for items that are taken down. */
  public void rank(Context ctx) throws IOException {
    long start = System.nanoTime();
    RankRequest request = bodies.rank(BoundedBody.SMALL.read(ctx));
    Snapshot snapshot = snapshot(holder);
    try {
      AskedQuery query = recommender.rankingQuery(snapshot, request);
      CandidateTable candidates = recommender.candidates(snapshot, query);
      Recommendation basis =
          recommender.recommend(snapshot, query.with(query.query().withN(1)), Surface.STANDARD);
      List<ItemRanking.Place> places =
          ItemRanking.rank(offered(request.items()), snapshot::indexOf, candidates);
      sender.plain(ctx, writer.ranked(snapshot, places, basis, start), snapshot);
    } finally {
      snapshot.release();
    }
  }

  private void recommend(Context ctx, RecommendationRequest request, long start)
      throws IOException {
    Snapshot snapshot = holder.acquire();
    if (snapshot == null) {
      bundled(ctx, request, start);
      return;
    }
    try {
      Set<String> withheld = holder.withheld();
      Surface surface = request.options().surface();
      AskedQuery query = queries.of(snapshot, request);
      Recommendation answer = recommender.recommend(snapshot, query, surface);
      counts.answered(answer.mode(), answer.degraded());
      Told told = recommender.told(snapshot, query, request, answer, sentences);
      JsonBuffer json = writer.recommendation(snapshot, answer, request, told, start);
      if (sender.isKnown(ctx, snapshot, answer, tagSalt(request, told))) {
        return;
      }
      // Before the answer leaves, so that it is known when the same caller asks again.
      showings.note(request, gpc(ctx), query.session(), snapshot, answer);
      sender.plain(ctx, json, snapshot);
      if (!logs.isEmpty()) {
        log(ctx, request, query, new Answered.Given(snapshot, withheld, answer, json));
      }
    } finally {
      snapshot.release();
    }
  }

  /** Written to the caller before, and sent whatever the logs do. */
  private void log(
      Context ctx, RecommendationRequest request, AskedQuery query, Answered.Given given) {
    RecommendationRequest.Options options = request.options();
    Asked asked =
        new Asked(
            query.query(),
            query.missing(),
            options.surface(),
            options.explain(),
            options.metadata(),
            options.sentences() ? Recommender.language(request, sentences) : null);
    Answered answered = new Answered(request.who(), gpc(ctx), asked, given);
    logs.forEach(log -> log.answered(answered));
  }

  /** Whether the browser refuses by Global Privacy Control. */
  private static boolean gpc(Context ctx) {
    return "1".equals(ctx.req().getHeader("Sec-GPC"));
  }

  private void list(Context ctx, BlendWeights weights) throws IOException {
    long start = System.nanoTime();
    RecommendationRequest request = QueryReader.only(ctx.req().getQueryString(), LIST_PARAMETERS);
    Snapshot snapshot = holder.acquire();
    if (snapshot == null) {
      bundled(ctx, request, start);
      return;
    }
    try {
      RecommendationQuery query = queries.listed(snapshot, request);
      Recommendation answer = recommender.pipeline().recommend(snapshot, query, weights);
      send(ctx, new Listed(snapshot, query, answer), request, start);
    } finally {
      snapshot.release();
    }
  }

  /** An answer that is nobody's in particular, with what was asked. */
  private record Listed(
      Snapshot snapshot, RecommendationQuery query, Recommendation recommendation) {}

  private void send(Context ctx, Listed answer, RecommendationRequest request, long start)
      throws IOException {
    Snapshot snapshot = answer.snapshot();
    Recommendation given = answer.recommendation();
    Told told =
        request.options().sentences()
            ? new Told(
                null,
                sentences.of(
                    snapshot,
                    answer.query(),
                    given.items(),
                    Recommender.language(request, sentences)))
            : Told.NOTHING;
    JsonBuffer json = writer.recommendation(snapshot, given, request, told, start);
    if (!sender.isKnown(ctx, snapshot, given, tagSalt(request, told))) {
      sender.plain(ctx, json, snapshot);
    }
  }

  private void bundled(Context ctx, RecommendationRequest request, long start) throws IOException {
    // Of the shipped items nothing is known, so none of them is known to match.
    if (bundledItems.isEmpty() || !request.filters().wanted().isNone()) {
      throw nothingToServe();
    }
    counts.answered(Mode.BUNDLED, List.of("snapshot"));
    List<String> items = new ArrayList<>(bundledItems);
    items.removeAll(request.filters().exclude());
    items.removeAll(holder.withheld());
    String sentence =
        request.options().sentences()
            ? sentences.general(Recommender.language(request, sentences))
            : null;
    sender.plain(ctx, writer.bundled(items, request.n(), sentence, start), null);
  }

  /** An operator's decision holds against callers too, who may still hold the id of the item. */
  private List<String> offered(List<String> itemIds) {
    Set<String> withheld = holder.withheld();
    return withheld.isEmpty()
        ? itemIds
        : itemIds.stream().filter(item -> !withheld.contains(item)).toList();
  }

  /** The snapshot that is served; the caller releases it. */
  static Snapshot snapshot(SnapshotHolder holder) {
    Snapshot snapshot = holder.acquire();
    if (snapshot == null) {
      throw nothingToServe();
    }
    return snapshot;
  }

  private static List<RankedItem> neighbors(
      Snapshot snapshot, int item, ItemPredicate wanted, int n) {
    ScoredItems found = snapshot.neighbors(item);
    List<RankedItem> items = new ArrayList<>(Math.min(n, found.size()));
    for (int i = 0; i < found.size() && items.size() < n; i++) {
      int neighbor = found.items()[i];
      if (neighbor != item && snapshot.available(neighbor) && wanted.test(neighbor)) {
        items.add(new RankedItem(neighbor, found.scores()[i], Source.ITEM_ITEM));
      }
    }
    return items;
  }

  /** Sentences change with what the person did, though the items may not. */
  private static int tagSalt(RecommendationRequest request, Told told) {
    return (request.options().metadata() ? 1 : 0)
        + (request.options().explain() ? 2 : 0)
        + 4 * told.sentences().hashCode();
  }

  private static ProblemException nothingToServe() {
    return new ProblemException(
        Problem.unavailable(
            "no-snapshot",
            "no snapshot is served yet; publish one with a night, or wait until it is fetched",
            RETRY_SECONDS));
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.Ordering;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.Variety;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.scoring.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Everything that is asked for the same persons over the same snapshot: the blend as it is served,
 * every source alone through the same pipeline, chance as lower and, in a simulated world, the
 * oracle as upper bound. A source alone gives only what it proposes itself; places that the
 * pipeline would fill up from elsewhere stay empty. Thread-safe.
 */
final class Recommenders {
  /** Name of the served blend. */
  static final String BLEND = "blend";

  /** Name of the blend by its weights alone, which is served where there are no trees. */
  static final String LINEAR = "linear_blend";

  /** What requests may ask for beside relevance, by the name of the row that tells its price. */
  private static final Map<String, Variety> VARIED =
      new TreeMap<>(
          Map.of(
              "diverse_blend", Variety.NONE.withDiversity(0.3),
              "calibrated_blend", Variety.NONE.withCalibration(0.3),
              "fresh_blend", Variety.NONE.withFreshness(0.3),
              "capped_blend", Variety.NONE.withMaxPerCategory(4)));

  /** Name of the blend whose answers give a tenth of their places to newcomers. */
  private static final String EXPLORED = "explored_blend";

  private static final double EXPLORE = 0.1;

  /** Places of an answer of which newcomers have that tenth. */
  private static final int ANSWER = 20;

  /** Name of the blend whose requests bring the session's events. */
  static final String SESSION_BLEND = "session_blend";

  /** Name of the blend whose requests tell device, part of the day and day, and no events. */
  static final String CONTEXT_BLEND = "context_blend";

  /** Name of what is popular of late on the device and at the time of the request. */
  static final String CONTEXT_POPULAR = "context_popular";

  /** Name of the list of all-time popular items, which the gate compares with. */
  static final String POPULAR = Source.POPULAR.id();

  static final String RANDOM = "random";
  static final String ORACLE = "oracle";

  private final RecommendationPipeline pipeline;
  private final Snapshot snapshot;
  private final Map<String, Ordering> served;
  private final Map<String, int[]> oracle;
  private final int longest;
  private final long seed;

  /**
   * Recommenders over one snapshot.
   *
   * @param served the order of every policy
   * @param oracle best items of each person, by pseudonym; empty outside of a simulated world
   */
  Recommenders(
      RecommendationPipeline pipeline,
      Snapshot snapshot,
      Map<String, Ordering> served,
      Map<String, int[]> oracle,
      Lists lists) {
    this.pipeline = pipeline;
    this.snapshot = snapshot;
    this.served = served;
    this.oracle = oracle;
    longest = lists.longest();
    seed = lists.seed();
  }

  /** Length of the lists asked for, and the seed of chance. */
  record Lists(int longest, long seed) {}

  /** Names of all that {@link #ask} answers for. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(RANDOM));
    for (Source source : Source.values()) {
      if (source.kind() != Source.Kind.LIVE) {
        names.add(source.id());
      }
    }
    names.add(LINEAR);
    names.addAll(VARIED.keySet());
    names.add(EXPLORED);
    names.add(BLEND);
    if (!oracle.isEmpty()) {
      names.add(ORACLE);
    }
    return names;
  }

  /** The lists of every recommender for a person, by name, best first. */
  Map<String, int[]> ask(String personId, boolean includeSeen, String policy) {
    RecommendationQuery query =
        RecommendationQuery.forPerson(personId).withN(longest).withIncludeSeen(includeSeen);
    Map<String, int[]> lists = new TreeMap<>();
    for (Source source : Source.values()) {
      if (source.kind() != Source.Kind.LIVE) {
        lists.put(source.id(), alone(source, query));
      }
    }
    lists.put(
        LINEAR, items(pipeline.recommend(snapshot, query, ordering(policy).weights()).items()));
    lists.put(BLEND, served(query, policy));
    VARIED.forEach((name, variety) -> lists.put(name, served(query.withVariety(variety), policy)));
    lists.put(EXPLORED, explored(query, policy));
    BitSet barred = barred(personId, includeSeen);
    lists.put(RANDOM, random(personId, barred));
    if (!oracle.isEmpty()) {
      lists.put(ORACLE, oracle(personId, barred));
    }
    return lists;
  }

  /** Names of all that {@link #askInSession} answers for. */
  static List<String> inSession() {
    List<String> names = new ArrayList<>();
    for (Source source : Source.values()) {
      if (source.kind() == Source.Kind.LIVE) {
        names.add(source.id());
      }
    }
    names.add(CONTEXT_POPULAR);
    names.add(CONTEXT_BLEND);
    names.add(BLEND);
    names.add(SESSION_BLEND);
    return names;
  }

  /** The lists of all that look at a session, and of the blend that is not told of it, by name. */
  Map<String, int[]> askInSession(SessionCase session) {
    Map<String, int[]> lists = live(session.withEvents(longest));
    lists.put(BLEND, served(session.withoutEvents(longest), SnapshotManifest.NEW_ITEMS));
    RecommendationQuery inContext = session.inContext(longest);
    lists.put(CONTEXT_BLEND, served(inContext, SnapshotManifest.NEW_ITEMS));
    lists.put(
        CONTEXT_POPULAR,
        items(
            pipeline
                .recommend(snapshot, inContext, BlendWeights.only(Source.RECENT).withContext(1))
                .items()));
    return lists;
  }

  private Map<String, int[]> live(RecommendationQuery query) {
    Map<String, int[]> lists = new TreeMap<>();
    for (Source source : Source.values()) {
      if (source.kind() == Source.Kind.LIVE) {
        lists.put(source.id(), alone(source, query));
      }
    }
    lists.put(SESSION_BLEND, served(query, SnapshotManifest.IN_SESSION));
    return lists;
  }

  /** Names of all that {@link #askAfterClicks} answers for. */
  List<String> afterClicks() {
    List<String> names = new ArrayList<>(List.of(Source.POPULAR.id(), Source.RECENT.id()));
    names.addAll(inSession());
    names.removeAll(List.of(BLEND, CONTEXT_BLEND, CONTEXT_POPULAR));
    if (!oracle.isEmpty()) {
      names.add(ORACLE);
    }
    return names;
  }

  /** The lists for somebody the night did not know, after some clicks, by name. */
  Map<String, int[]> askAfterClicks(FirstSession session) {
    RecommendationQuery query = session.query(longest);
    Map<String, int[]> lists = live(query);
    lists.put(Source.POPULAR.id(), alone(Source.POPULAR, query));
    lists.put(Source.RECENT.id(), alone(Source.RECENT, query));
    lists.put(ORACLE, oracle(session.personId(), known(session.clicks())));
    return lists;
  }

  /** Indexes of these items, of those that the snapshot has. */
  BitSet known(List<String> items) {
    BitSet known = new BitSet();
    items.stream().mapToInt(snapshot::indexOf).filter(item -> item >= 0).forEach(known::set);
    return known;
  }

  /** What the snapshot holds of a person's own past. */
  OwnItems own(String personId) {
    UserRecord user = snapshot.user(personId);
    return user == null ? OwnItems.NONE : user.own();
  }

  private int[] oracle(String personId, BitSet barred) {
    return Arrays.stream(oracle.getOrDefault(personId, new int[0]))
        .filter(item -> !barred.get(item))
        .limit(longest)
        .toArray();
  }

  /** What a source proposes by itself. */
  private int[] alone(Source source, RecommendationQuery query) {
    return pipeline.recommend(snapshot, query, BlendWeights.only(source)).items().stream()
        .filter(item -> item.source() == source)
        .mapToInt(RankedItem::item)
        .toArray();
  }

  /** The list of one request as it would be served. */
  private int[] served(RecommendationQuery query, String policy) {
    return items(pipeline.recommend(snapshot, query, ordering(policy)).items());
  }

  /** An answer with newcomers, then what else would be served. */
  private int[] explored(RecommendationQuery query, String policy) {
    RecommendationQuery asked = query.withN(Math.min(ANSWER, longest));
    int[] answer = items(pipeline.recommend(snapshot, asked, ordering(policy), EXPLORE).items());
    return IntStream.concat(Arrays.stream(answer), Arrays.stream(served(query, policy)))
        .distinct()
        .limit(longest)
        .toArray();
  }

  private Ordering ordering(String policy) {
    return Objects.requireNonNull(served.get(policy), policy);
  }

  private int[] random(String personId, BitSet barred) {
    TopK best = new TopK(longest).reset(TopK.mix(seed ^ personId.hashCode()));
    for (int item = 0; item < snapshot.itemCount(); item++) {
      if (!barred.get(item)) {
        best.offer(item, 0);
      }
    }
    return best.drain().items();
  }

  /** What must not be recommended to a person, whoever recommends. */
  BitSet barred(String personId, boolean includeSeen) {
    BitSet barred = new BitSet();
    UserRecord user = snapshot.user(personId);
    if (user != null) {
      Arrays.stream(user.dismissed()).forEach(barred::set);
      if (!includeSeen) {
        Arrays.stream(user.seen()).forEach(barred::set);
      }
    }
    return barred;
  }

  private static int[] items(List<RankedItem> ranked) {
    return ranked.stream().mapToInt(RankedItem::item).toArray();
  }
}

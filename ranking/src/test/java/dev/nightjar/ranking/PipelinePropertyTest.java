package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class PipelinePropertyTest {
  private static final int QUERIES_A_WORLD = 25;

  private static final BlendWeights WEIGHTS =
      BlendWeights.of(Map.of("als", 0.7, "item_item", 0.3, "recent", 0.2, "session", 0.9));

  private static final RecommendationQuery PERSON_0 = RecommendationQuery.forPerson("p0");

  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void answersAreFullFreshAndWithoutRepeats(@ForAll long seed) throws IOException {
    World world = new World(seed);
    forEachQuery(
        world,
        (snapshot, query) -> {
          Set<Integer> recommendable = world.recommendable(query);
          List<Integer> answer = items(pipeline.recommend(snapshot, query));
          assertThat(answer).doesNotHaveDuplicates();
          assertThat(recommendable).as("%s", query).containsAll(answer);
          assertThat(answer).hasSize(Math.min(query.n(), recommendable.size()));
        });
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void answersAreAPureFunctionOfQueryAndSnapshot(@ForAll long seed) throws IOException {
    World world = new World(seed);
    RecommendationPipeline fresh = RecommendationPipeline.standard(RankingParams.defaults());
    forEachQuery(
        world,
        (snapshot, query) -> {
          Recommendation answer = pipeline.recommend(snapshot, query);
          assertThat(answer.degraded()).isEmpty();
          assertThat(pipeline.recommend(snapshot, query)).isEqualTo(answer);
          assertThat(fresh.recommend(snapshot, query)).isEqualTo(answer);
          assertThat(fresh.recommend(snapshot, query.over(snapshot))).isEqualTo(answer);
        });
  }

  /** What stands can be asked for by person, number and policy alone: a night relies on it. */
  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void aStandingAnswerIsThatOfAPlainQuery(@ForAll long seed) throws IOException {
    World world = new World(seed);
    Set<String> others = new HashSet<>();
    forEachQuery(
        world,
        (snapshot, query) -> {
          Recommendation answer = pipeline.recommend(snapshot, query);
          String other = Standing.otherwise(snapshot, query, Surface.STANDARD, answer);
          if (other == null) {
            RecommendationQuery plain =
                RecommendationQuery.forPerson(query.personId())
                    .withN(query.n())
                    .withIncludeSeen(query.includeSeen());
            assertThat(pipeline.recommend(snapshot, plain).items())
                .as("%s", query)
                .isEqualTo(answer.items());
          } else {
            others.add(other);
          }
          RecommendationQuery bare = RecommendationQuery.forPerson("p1").withN(query.n());
          assertThat(
                  Standing.otherwise(
                      snapshot, bare, Surface.STANDARD, pipeline.recommend(snapshot, bare)))
              .isNull();
        });
    assertThat(others).hasSizeGreaterThan(1);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void oneSourceAloneAnswersInItsOwnOrder(@ForAll long seed) throws IOException {
    World world = new World(seed);
    forEachQueryWithoutRules(
        world,
        (snapshot, query) -> {
          Set<Integer> recommendable = world.recommendable(query);
          for (Source source : Source.values()) {
            if (source.kind() != Source.Kind.LIVE) {
              List<Integer> expected = inOrder(world.source(source, query), recommendable);
              List<Integer> answer =
                  items(
                      pipeline.recommend(
                          snapshot, query.withVariety(Variety.NONE), BlendWeights.only(source)));
              int common = Math.min(expected.size(), query.n());
              assertThat(answer.subList(0, common))
                  .as("%s of %s", source, query)
                  .isEqualTo(expected.subList(0, common));
            }
          }
        });
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void candidateTableExplainsTheAnswer(@ForAll long seed) throws IOException {
    World world = new World(seed);
    BlendWeights weights = WEIGHTS;
    forEachQueryWithoutRules(
        world,
        (snapshot, query) -> {
          CandidateTable table = pipeline.candidates(snapshot, query);
          Set<Integer> distinct = new HashSet<>();
          for (int row = 0; row < table.items().length; row++) {
            distinct.add(table.items()[row]);
          }
          assertThat(distinct).hasSize(table.items().length);
          assertThat(world.recommendable(query)).containsAll(distinct);
          for (RankedItem ranked : pipeline.recommend(snapshot, query, weights).items()) {
            if (ranked.score() > 0) {
              assertThat(blend(table, ranked.item(), weights))
                  .isCloseTo(ranked.score(), org.assertj.core.data.Offset.offset(1e-5f));
            }
          }
        });
  }

  /** What trees are trained on is what they are shown when they rank: no second reckoning. */
  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void treesOrderAnAnswerByTheRowsThatTheyAreTrainedOn(@ForAll long seed) throws IOException {
    World world = new World(seed);
    Forest forest = forest(new Random(seed));
    forEachQueryWithoutRules(
        world,
        (snapshot, query) -> {
          Recommendation answer =
              pipeline.recommend(
                  snapshot, query.withVariety(Variety.NONE), new Ordering(WEIGHTS, forest));
          FeatureTable rows = pipeline.features(snapshot, query, WEIGHTS);
          Map<Integer, Float> scores = new HashMap<>();
          for (int i = 0; i < rows.items().length; i++) {
            scores.put(rows.items()[i], forest.score(rows.rows()[i]));
          }
          List<Float> best =
              scores.values().stream().sorted(Comparator.reverseOrder()).limit(query.n()).toList();
          List<RankedItem> ranked = answer.items().subList(0, best.size());
          assertThat(ranked.stream().map(RankedItem::score)).isEqualTo(best);
          assertThat(ranked).allMatch(each -> each.score() == scores.get(each.item()));
          assertThat(world.recommendable(query)).containsAll(items(answer));
          assertThat(items(answer)).doesNotHaveDuplicates();
        });
  }

  private static float lift(Explanation why, int item) {
    CandidateTable candidates = why.candidates();
    for (int row = 0; row < candidates.lifts().length; row++) {
      if (candidates.items()[row] == item) {
        return candidates.lifts()[row];
      }
    }
    return 0;
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void whatTheFeaturesContributeAddsUpToTheScore(@ForAll long seed) throws IOException {
    World world = new World(seed);
    Forest forest = forest(new Random(seed));
    Path folder = Files.createTempDirectory("world");
    try {
      world.write(folder, forest, List.of());
      try (Snapshot snapshot = Snapshot.open(folder)) {
        for (int i = 0; i < QUERIES_A_WORLD; i++) {
          RecommendationQuery query = world.query().withRules(List.of());
          Recommendation answer = pipeline.recommend(snapshot, query);
          Explanation why =
              pipeline.explain(snapshot, query, Surface.STANDARD, Set.copyOf(items(answer)));
          for (RankedItem ranked : answer.items()) {
            double[] found = why.contributions().get(ranked.item());
            if (found != null) {
              assertThat(why.mean() + Arrays.stream(found).sum() + lift(why, ranked.item()))
                  .isCloseTo(ranked.score(), org.assertj.core.data.Offset.offset(1e-4));
            }
          }
          int row = why.candidates().items().length;
          assertThat(why.contributions().isEmpty()).isEqualTo(row == 0 || answer.items().isEmpty());
        }
      }
    } finally {
      delete(folder);
    }
  }

  /** With stored orders every answer stays what it is without them, whether they apply or not. */
  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void storedOrdersAnswerAsThePipelineWould(@ForAll long seed) throws IOException {
    World world = new World(seed);
    Forest forest = forest(new Random(seed));
    RankingParams params = RankingParams.defaults();
    Path plain = Files.createTempDirectory("world");
    Path stored = Files.createTempDirectory("world");
    try {
      world.write(plain, forest, List.of());
      try (Snapshot without = Snapshot.open(plain)) {
        List<String> persons = without.personsAfter("", 100);
        assertThat(persons).containsExactlyElementsOf(world.users.keySet());
        world.write(stored, forest, NightOrders.of(params, without, 60).of(persons));
        try (Snapshot with = Snapshot.open(stored)) {
          assertThat(without.order("p0", SnapshotManifest.NEW_ITEMS)).isEqualTo(OrderValue.NONE);
          assertThat(with.order("p0", SnapshotManifest.NEW_ITEMS).order().size())
              .isEqualTo(Math.min(60, pipeline.candidates(with, PERSON_0).items().length));
          for (int i = 0; i < QUERIES_A_WORLD; i++) {
            RecommendationQuery query = i % 2 == 0 ? world.query() : world.plainQuery();
            assertThat(pipeline.recommend(with, query))
                .as("%s", query)
                .isEqualTo(pipeline.recommend(without, query));
          }
        }
      }
    } finally {
      delete(plain);
      delete(stored);
    }
  }

  /** Thirty random trees of one question each. */
  private static Forest forest(Random random) {
    int trees = 30;
    int[] roots = new int[trees];
    int[] feature = new int[3 * trees];
    float[] value = new float[3 * trees];
    int[] left = new int[3 * trees];
    int[] right = new int[3 * trees];
    int[] missing = new int[3 * trees];
    float[] cover = new float[3 * trees];
    for (int tree = 0; tree < trees; tree++) {
      int root = 3 * tree;
      roots[tree] = root;
      feature[root] = random.nextInt(FeatureNames.count());
      feature[root + 1] = Forest.LEAF;
      feature[root + 2] = Forest.LEAF;
      value[root] = random.nextFloat() * 3;
      value[root + 1] = (float) random.nextGaussian();
      value[root + 2] = (float) random.nextGaussian();
      left[root] = root + 1;
      right[root] = root + 2;
      missing[root] = random.nextBoolean() ? root + 1 : root + 2;
      cover[root + 1] = 1 + random.nextInt(9);
      cover[root + 2] = 1 + random.nextInt(9);
      cover[root] = cover[root + 1] + cover[root + 2];
    }
    return new Forest(0, roots, feature, value, left, right, missing, cover);
  }

  private static float blend(CandidateTable table, int item, BlendWeights weights) {
    for (int row = 0; row < table.items().length; row++) {
      if (table.items()[row] == item) {
        float sum = 0;
        for (Source source : Source.values()) {
          sum += table.scoresBySource()[row][source.ordinal()] * weights.weight(source.ordinal());
        }
        return sum;
      }
    }
    throw new AssertionError("no candidate " + item);
  }

  private static List<Integer> items(Recommendation answer) {
    return answer.items().stream().map(RankedItem::item).toList();
  }

  private static List<Integer> inOrder(ScoredItems list, Set<Integer> allowed) {
    List<Integer> kept = new ArrayList<>();
    for (int item : list.items()) {
      if (allowed.contains(item)) {
        kept.add(item);
      }
    }
    return kept;
  }

  private static void forEachQueryWithoutRules(
      World world, BiConsumer<Snapshot, RecommendationQuery> check) throws IOException {
    forEachQuery(world, (snapshot, query) -> check.accept(snapshot, query.withRules(List.of())));
  }

  private static void forEachQuery(World world, BiConsumer<Snapshot, RecommendationQuery> check)
      throws IOException {
    Path folder = Files.createTempDirectory("world");
    try {
      world.write(folder);
      try (Snapshot snapshot = Snapshot.open(folder)) {
        for (int i = 0; i < QUERIES_A_WORLD; i++) {
          check.accept(snapshot, world.query());
        }
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

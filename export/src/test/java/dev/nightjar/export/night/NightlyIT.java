package dev.nightjar.export.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.contract.Forest;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.etl.HotKeys;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.export.evaluation.CrossValidation;
import dev.nightjar.export.evaluation.LearnedOn;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.publish.PublishSnapshotJob;
import dev.nightjar.export.publish.SnapshotPointer;
import dev.nightjar.export.report.EvaluationReport;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.export.tables.Promotions;
import dev.nightjar.export.tables.UserCandidates;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotRefusedException;
import dev.nightjar.settings.LoadOptions;
import dev.nightjar.settings.Progress;
import dev.nightjar.settings.Settings;
import dev.nightjar.simulator.Simulate;
import dev.nightjar.training.tables.ModelMetrics;
import dev.nightjar.training.tables.PopularItemsTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One small simulated world, taken through the real jobs; the tests follow its nights. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyIT {
  private static final LocalDate LAST = LocalDate.of(2026, 1, 18);
  private static final List<LakeTable> TABLES =
      List.of(
          Interactions.TABLE,
          RunAccounting.TABLE,
          PopularItemsTable.TABLE,
          UserCandidates.TABLE,
          ModelMetrics.TABLE);

  private static TestLake directory;
  private static Lake lake;
  private static Settings settings;
  private static LakeFiles files;

  @BeforeAll
  static void landAWorldAndTakeItsFirstNight() {
    directory = TestLake.create();
    lake = directory.lake();
    files = LakeFiles.of(lake);
    settings = settings(Map.of());
    String world = "--days 14 --users 150 --items 90 --seed 5 --first-day 2026-01-05";
    String places = "--lake " + lake.uri() + " --home " + directory.directory() + "/home ";
    Simulate.main((places + world).split(" "));
    nightly().night(LAST);
  }

  @AfterAll
  static void delete() {
    directory.close();
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> sets = new HashMap<>();
    sets.put("privacy.secret", "0123456789abcdef0123456789abcdef");
    sets.put("training.als.rank", "8");
    sets.put("training.als.iterations", "3");
    sets.put("training.als.search.trials", "0");
    sets.put("training.partitions", "2");
    sets.put("training.segments.counts", "[3, 4]");
    sets.put("evaluation.resamples", "200");
    sets.put("evaluation.min_tuning", "20");
    sets.put("gate.min_persons", "5");
    sets.putAll(more);
    return Settings.load(new LoadOptions(List.of(), sets, Map.of()));
  }

  private static Nightly nightly() {
    return new Nightly(lake, settings, new Progress());
  }

  private static String hash(LakeTable table) {
    return table.qualifiedName()
        + lake.read(table)
            .select(functions.to_json(functions.struct("*")).as("row"))
            .orderBy("row")
            .agg(functions.sha2(functions.concat_ws("\n", functions.collect_list("row")), 256))
            .head()
            .getString(0);
  }

  private static List<String> hashes() {
    return TABLES.stream().map(NightlyIT::hash).toList();
  }

  @Test
  @Order(1)
  void publishesAVerifiedSnapshotWithLearnedWeightsAndFigures() {
    SnapshotPointer pointer = new SnapshotPointer(files);
    assertThat(pointer.current()).contains("20260118-1");

    SnapshotManifest manifest = pointer.manifest("20260118-1").orElseThrow();
    assertThat(manifest.window()).isEqualTo("live");
    var served = LearnedOn.TEST.blend(files, "20260118-1").inManifest();
    assertThat(manifest.weights()).hasSize(3).isEqualTo(served);
    assertThat(manifest.counts().get("users")).isBetween(50L, 400L);
    assertThat(manifest.counts().get("items")).isBetween(80L, 120L);
    assertThat(manifest.metrics()).containsKey("blend.ndcg@20/new_items");
    assertThat(manifest.origins()).containsKeys("config_hash", "seed", "table.silver.items");
    assertThat(manifest.origins())
        .containsEntry("decision", "promoted")
        .containsEntry("neighbors", "ease");
  }

  @Test
  @Order(2)
  void publishesTheTreesThatItLearnedWithTheSnapshotIfAny() {
    try (LocalSnapshot published = LocalSnapshot.ofPublished(files, "20260118-1")) {
      RankerModel ranker = published.snapshot().ranker();
      Optional<byte[]> learned = LearnedOn.TEST.ranker(files, "20260118-1");
      // In so small a shop it is a matter of luck whether trees prove better for any policy.
      if (learned.isEmpty()) {
        assertThat(ranker).isNull();
      } else {
        assertThat(ranker).isNotNull();
        assertThat(ranker.features()).isEqualTo(FeatureNames.all());
        assertThat(ranker.forests()).isNotEmpty();
        assertThat(ranker.encode()).isEqualTo(learned.get());
      }
    }
  }

  @Test
  @Order(2)
  void crossValidatesByPersonsOnDemand() {
    List<CrossValidation> policies = CrossValidation.of(new NightContext(lake, settings, LAST), 2);

    assertThat(policies.stream().map(CrossValidation::policy)).contains("in_session");
    assertThat(policies)
        .allSatisfy(each -> assertThat(each.values()).hasSize(2).doesNotContain(0.0))
        .allSatisfy(each -> assertThat(each.mean()).isBetween(0.02, 0.98));
  }

  @Test
  @Order(2)
  void storesEveryPersonsOrderAsTheServerWouldWorkItOut() {
    try (LocalSnapshot published = LocalSnapshot.ofPublished(files, "20260118-1")) {
      Snapshot snapshot = published.snapshot();
      long users = snapshot.manifest().counts().get("users");
      assertThat(snapshot.manifest().counts()).containsEntry("orders", 2 * users);
      RecommendationPipeline pipeline =
          RecommendationPipeline.standard(RankingParams.read(settings.section("ranking")::number));
      for (String person : snapshot.personsAfter("", 1_000)) {
        assertThat(snapshot.order(person, "new_items").order().size()).isPositive();
        RecommendationQuery query = RecommendationQuery.forPerson(person).withN(20);
        List<String> anything = List.of("an-item-of-another-shop");
        assertThat(pipeline.recommend(snapshot, query))
            .isEqualTo(pipeline.recommend(snapshot, query.withExclude(anything)));
      }
    }
  }

  @Test
  @Order(2)
  void publishesWhatFiltersAskForAsTheCatalogueSaysIt() {
    FilteredCatalogue.check(lake, files, "20260118-1");
  }

  @Test
  @Order(2)
  void publishesWhatTheLogSaysOfDevicesAndSystems() {
    LearnedContext.check(lake, files, "20260118-1");
  }

  @Test
  @Order(2)
  void measuresTheBlendBesideEverySourceOnTheSamePersonsOnce() {
    NightReport report = new ReportReader(lake).read(LAST);
    List<NightReport.Metric> ndcg =
        report.metrics().stream()
            .filter(m -> m.metric().equals("ndcg") && m.k() == 20)
            .filter(m -> m.policy().equals("new_items"))
            .toList();

    assertThat(ndcg.stream().map(NightReport.Metric::recommender))
        .containsExactlyInAnyOrder(
            ("random popular recent rising segment als item_item own_past content newcomers transitions"
                    + " linear_blend diverse_blend calibrated_blend fresh_blend capped_blend"
                    + " explored_blend blend oracle")
                .split(" "));
    assertThat(ndcg.stream().map(NightReport.Metric::users).distinct()).hasSize(1);
    for (String live : List.of("session", "session_next", "session_knn", "fold_in")) {
      assertThat(value(report, live, "next_click", "hit_rate")).as(live).isGreaterThan(0.1);
    }
    assertThat(value(report, "session_blend", "next_click", "hit_rate"))
        .isGreaterThan(value(report, "blend", "next_click", "hit_rate"));
    assertThat(value(report, "als", "new_items", "gain"))
        .isCloseTo(
            value(report, "blend", "new_items", "ndcg") - value(report, "als", "new_items", "ndcg"),
            within(1e-9));
  }

  @Test
  @Order(2)
  void measuresWhatListsAreBesideTheirHitsAndWhomTheyServe() {
    NightReport report = new ReportReader(lake).read(LAST);
    for (String metric : List.of("novelty", "diversity", "calibration_error")) {
      assertThat(value(report, "blend", "new_items", metric)).as(metric).isPositive();
    }
    assertThat(value(report, "blend", "new_items", "auc"))
        .isGreaterThan(value(report, "random", "new_items", "auc"));
    assertThat(value(report, "popular", "new_items", "serendipity")).isZero();
    assertThat(value(report, "popular", "all_items", "head_share"))
        .isGreaterThan(value(report, "log", "all_items", "head_share"));
    assertThat(value(report, "als", "new_items", "ndcg"))
        .isBetween(
            value(report, "als", "new_items", "ndcg_low"),
            value(report, "als", "new_items", "ndcg_high"));
    assertThat(sliceKinds())
        .containsExactly("activity", "all", "device", "item_age", "segment", "visitor");
    EvaluationReport.Written written = EvaluationReport.of(EvaluateCommand.night(lake, report));
    assertThat(written.html()).contains("fold_in", "Whom it serves").doesNotContain("NaN", "http:");
  }

  private static List<String> sliceKinds() {
    return lake
        .read(ModelMetrics.TABLE)
        .select(functions.substring_index(functions.col(ModelMetrics.SLICE), ":", 1).as("kind"))
        .distinct()
        .orderBy("kind")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static double value(
      NightReport report, String recommender, String policy, String metric) {
    return report.metrics().stream()
        .filter(m -> m.recommender().equals(recommender) && m.policy().equals(policy))
        .filter(m -> m.metric().equals(metric) && m.k() == 20)
        .mapToDouble(NightReport.Metric::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(3)
  void accountsForEveryLandedLine() throws Exception {
    NightReport report = new ReportReader(lake).read(LAST);
    assertThat(report.landed()).isGreaterThan(1_000);
    assertThat(new ReportReader(lake).read(LAST.plusDays(1)).lastMeasured()).contains(LAST);
    assertThat(ReportText.whole(report))
        .contains("accounted for\n")
        .doesNotContain("the difference is a fault")
        .contains("item, by interactions");
    HotKeys keys = report.standouts().orElseThrow().keys();
    assertThat(keys.person().share()).isBetween(0.0001, 0.5);
    assertThat(keys.item().share()).isBetween(0.005, 0.5);
    for (String feed : List.of(RunAccounting.FEED_EVENTS, RunAccounting.FEED_ITEMS)) {
      assertThat(outcomes(report, feed)).as(feed).isEqualTo(answerSheet(feed));
    }
  }

  private static Map<String, Long> outcomes(NightReport report, String feed) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.feed().equals(feed))
        .collect(
            Collectors.toMap(
                NightReport.Outcome::outcome, NightReport.Outcome::lines, Long::sum, TreeMap::new));
  }

  /** What the simulated world knows of its own dirt; it never stands in the lake. */
  private static Map<String, Long> answerSheet(String feed) throws Exception {
    Path sheet = directory.directory().resolve("home/truth.json");
    Map<String, Long> expected = new TreeMap<>();
    new ObjectMapper()
        .readTree(sheet.toFile())
        .path(feed)
        .path("expected")
        .fields()
        .forEachRemaining(field -> expected.put(field.getKey(), field.getValue().asLong()));
    return expected;
  }

  @Test
  @Order(3)
  void writesNoRawIdIntoTablesModelsAndSnapshots() throws Exception {
    RawIds.assertThatNoneIsWritten(directory);
  }

  @Test
  @Order(4)
  void aSecondRunOfTheNightLeavesEqualTables() {
    List<String> first = hashes();
    nightly().night(LAST);
    assertThat(hashes()).isEqualTo(first);
    assertThat(new SnapshotPointer(files).current()).contains("20260118-2");
  }

  @Test
  @Order(5)
  void aDayWithoutEventsEndsWellAndARefusedCandidateLeavesTheIncumbentLive() {
    lake.replaceRunDate(
        Promotions.TABLE,
        lake.read(Promotions.TABLE)
            .withColumn(Promotions.CANDIDATE_VALUE, functions.lit(0.99))
            .localCheckpoint(),
        LAST);
    nightly().night(LAST.plusDays(1));

    NightReport report = new ReportReader(lake).read(LAST.plusDays(1));
    assertThat(report.outcomes()).isEmpty();
    assertThat(report.gate().orElseThrow().decision()).isEqualTo("refused");
    assertThat(report.gate().orElseThrow().reasons().get(0)).contains("20260118-2 had 0.99");
    assertThat(report.live().orElseThrow().snapshot()).isEqualTo("20260118-2");
    assertThat(new SnapshotPointer(files).manifest("20260119-1")).isPresent();
  }

  /**
   * A tree that likes what the blend does not, put where a night puts the trees that it learned.
   */
  @Test
  @Order(6)
  void publishesLearnedTreesBesideTheStoreAndOrdersByThem() {
    int blend = FeatureNames.all().indexOf(FeatureNames.BLEND);
    Forest stump =
        new Forest(
            0,
            new int[] {0},
            new int[] {blend, Forest.LEAF, Forest.LEAF},
            new float[] {0.5f, 1, 0},
            new int[] {1, 0, 0},
            new int[] {2, 0, 0},
            new int[] {2, 0, 0},
            new float[] {4, 3, 1});
    RankerModel ranker = new RankerModel(FeatureNames.all(), Map.of("new_items", stump));
    files.put(SnapshotFolders.model("20260119-1") + "/served-ranker.bin", ranker.encode());
    files.delete(LakePaths.snapshot("20260119-1") + "/" + LakePaths.MANIFEST);
    PublishSnapshotJob.run(new NightContext(lake, settings, LAST.plusDays(1)));

    try (LocalSnapshot published = LocalSnapshot.ofPublished(files, "20260119-1")) {
      Snapshot snapshot = published.snapshot();
      assertThat(snapshot.ranker()).isEqualTo(ranker);
      String person = snapshot.personsAfter("", 1).get(0);
      // Sixty items and more are below one half in the blend: the tree has put them all in front.
      float[] scores = snapshot.order(person, "new_items").order().ranked().scores();
      assertThat(Arrays.copyOf(scores, 60)).containsOnly(1);
    }
  }

  @Test
  @Order(7)
  void aDamagedSnapshotIsNotPublished() throws Exception {
    Path items =
        directory.directory().resolve(LakePaths.snapshot("20260118-2")).resolve("items.sst");
    byte[] body = Files.readAllBytes(items);
    body[body.length / 2] ^= 1;
    Files.write(items, body);
    NightContext night = new NightContext(lake, settings, LAST);
    assertThatThrownBy(() -> PublishSnapshotJob.run(night))
        .isInstanceOf(SnapshotRefusedException.class)
        .hasMessageContaining("items.sst");
    assertThat(new SnapshotPointer(files).current()).contains("20260118-2");
  }
}

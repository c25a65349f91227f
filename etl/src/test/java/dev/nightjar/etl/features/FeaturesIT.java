package dev.nightjar.etl.features;

import static dev.nightjar.etl.features.Interaction.at;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.etl.FeaturesJob;
import dev.nightjar.etl.FeaturesSummary;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TableDigest;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.FeatureRules;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.UserFeatures;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkSessionExtension.class)
class FeaturesIT {

  private static final LocalDate RUN_DATE = LocalDate.of(2026, 1, 7);
  private static final FeatureRules RULES = new FeatureRules(365, 30, 1, ZoneId.of("UTC"));
  private static final FeaturesJob.Rules JOB_RULES =
      new FeaturesJob.Rules(RULES, EtlConfig.cleaning(TestNight.settings()));
  private static final long SEED = 20260107;

  @Test
  void givesEqualTablesInWhateverOrderTheRowsCome(SparkSession spark) {
    Dataset<Row> items = Catalog.perItem(catalogue(spark, new Random(SEED), RUN_DATE), RUN_DATE);
    Dataset<Row> rows = frame(spark, interactions(new Random(SEED), RUN_DATE, 400));
    String users = TableDigest.of(UserProfiles.perUser(rows, items, RULES, RUN_DATE));
    String itemRows = TableDigest.of(ItemProfiles.perItem(rows, items, RULES, RUN_DATE));
    for (int parts = 1; parts <= 3; parts++) {
      Dataset<Row> shuffled = rows.orderBy(rand(SEED + parts)).repartition(parts);
      assertThat(TableDigest.of(UserProfiles.perUser(shuffled, items, RULES, RUN_DATE)))
          .as("%d partitions", parts)
          .isEqualTo(users);
      assertThat(TableDigest.of(ItemProfiles.perItem(shuffled, items, RULES, RUN_DATE)))
          .as("%d partitions", parts)
          .isEqualTo(itemRows);
    }
  }

  /** Whatever happens and arrives after a day, the features as of the day stay what they were. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void knowsNothingOfWhatComesAfterTheRunDate(long seed, Lake lake) {
    SparkSession spark = lake.spark();
    Random random = new Random(seed);
    Dataset<Row> before = frame(spark, interactions(random, RUN_DATE, 200));
    Dataset<Row> recordsBefore = catalogue(spark, random, RUN_DATE);
    lake.overwrite(Interactions.TABLE, before);
    lake.overwrite(BronzeItems.TABLE, recordsBefore);
    lake.overwrite(PersonDays.TABLE, decisions(spark, RUN_DATE, true, true, true, false));
    FeaturesSummary summary = FeaturesJob.run(lake, JOB_RULES, RUN_DATE);
    assertThat(summary.users()).isEqualTo(3);
    assertThat(summary.withoutAnalytics()).isEqualTo(1);
    List<String> asOfThen = digests(lake);

    LocalDate later = RUN_DATE.plusDays(3);
    Dataset<Row> after =
        frame(spark, interactions(random, later, 200))
            .where(col(Interactions.EVENT_DATE).gt(RUN_DATE));
    Dataset<Row> recordsAfter =
        catalogue(spark, random, later).where(col(BronzeItems.LANDING_DATE).gt(RUN_DATE));
    assertThat(after.count()).isGreaterThan(10);
    assertThat(recordsAfter.count()).isGreaterThan(3);
    lake.overwrite(Interactions.TABLE, before.union(after));
    lake.overwrite(BronzeItems.TABLE, recordsBefore.union(recordsAfter));
    lake.overwrite(
        PersonDays.TABLE,
        lake.read(PersonDays.TABLE).union(decisions(spark, later, false, true, true, true)));
    FeaturesJob.run(lake, JOB_RULES, later);
    FeaturesJob.run(lake, JOB_RULES, RUN_DATE);
    assertThat(digests(lake)).isEqualTo(asOfThen);
  }

  @Test
  void describesThoseOnlyWhoConsentToAnalytics(Lake lake) {
    SparkSession spark = lake.spark();
    lake.overwrite(Interactions.TABLE, frame(spark, interactions(new Random(SEED), RUN_DATE, 99)));
    LocalDate before = RUN_DATE.minusDays(1);
    lake.overwrite(
        PersonDays.TABLE,
        decisions(spark, before, true, true, false, null)
            .union(decisions(spark, RUN_DATE, null, false, true, null)));

    FeaturesSummary summary = FeaturesJob.run(lake, JOB_RULES, RUN_DATE);
    assertThat(persons(lake)).containsExactly("u0", "u2");
    assertThat(summary.users()).isEqualTo(2);
    assertThat(summary.withoutAnalytics()).isEqualTo(2);

    CleaningRules grants = EtlConfig.cleaning(TestNight.settings("etl.consent_missing", "allow"));
    FeaturesJob.run(lake, new FeaturesJob.Rules(RULES, grants), RUN_DATE);
    assertThat(persons(lake)).containsExactly("u0", "u2", "u3");
  }

  @Test
  void describesAPerson(SparkSession spark) {
    List<Row> rows =
        List.of(
            at("2026-01-03T01:00:00Z").by("ann").view("a").device("phone").row(),
            at("2026-01-05T07:00:00Z").by("ann").purchase("a", 30, 3).device("phone").row(),
            at("2026-01-05T07:00:00Z").by("ann").purchase("b", 0.1, 1).message("order").row(),
            at("2026-01-05T07:00:00Z").by("ann").purchase("b", 0.2, 1).message("order").row(),
            at("2026-01-07T12:00:00Z").by("ann").dismiss("c").device("desktop").row(),
            at("2026-01-07T23:59:59Z").by("ann").purchase("b", 1e300, 1).message("no").row(),
            at("2026-01-08T00:00:00Z").by("ann").view("c").row());
    Dataset<Row> items =
        Catalog.perItem(
            records(
                spark,
                CatalogRecord.of("a", RUN_DATE).categories("toys", "games").price(99),
                CatalogRecord.of("b", RUN_DATE).categories("toys").price(5),
                CatalogRecord.of("c", RUN_DATE).categories("books").price(7)),
            RUN_DATE);
    Row ann = UserProfiles.perUser(frame(spark, rows), items, RULES, RUN_DATE).head();

    assertThat(ann.<Long>getAs(UserFeatures.INTERACTIONS)).isEqualTo(6);
    assertThat(ann.<Long>getAs(UserFeatures.PURCHASES)).isEqualTo(4);
    assertThat(ann.<Long>getAs(UserFeatures.ORDERS)).isEqualTo(3);
    assertThat(ann.<Long>getAs(UserFeatures.DISMISSALS)).isEqualTo(1);
    assertThat(ann.<Double>getAs(UserFeatures.MONETARY_VALUE)).isEqualTo(30.3);
    assertThat(ann.<Double>getAs(UserFeatures.DAYS_BETWEEN_VISITS)).isEqualTo(2.0);
    assertThat(ann.<Double>getAs(UserFeatures.NIGHT_SHARE)).isEqualTo(1 / 6.0);
    assertThat(ann.<Double>getAs(UserFeatures.MORNING_SHARE)).isEqualTo(0.5);
    assertThat(ann.<Double>getAs(UserFeatures.AFTERNOON_SHARE)).isEqualTo(1 / 6.0);
    assertThat(shares(ann, UserFeatures.DEVICES)).containsExactly("phone 0.667", "desktop 0.333");
    // Half a life of 30 days is far; toys get all of a's and b's strength, games only a's.
    assertThat(shares(ann, UserFeatures.CATEGORY_AFFINITY))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("toys 0.7");
    assertThat(ann.<Double>getAs(UserFeatures.PRICE_TYPICAL)).isEqualTo(10.0);
  }

  @Test
  void tellsPartsOfTheDayByTheClocksOfTheShop(SparkSession spark) {
    List<Row> rows =
        List.of(
            at("2026-01-06T23:30:00Z").by("ann").view("a").row(),
            at("2026-01-07T00:29:59Z").by("ann").view("a").row(),
            at("2026-01-07T00:30:00Z").by("ann").view("a").row(),
            at("2026-01-07T18:29:00Z").by("ann").view("a").row());
    // Half past five hours ahead.
    FeatureRules inKolkata = new FeatureRules(365, 30, 1, ZoneId.of("Asia/Kolkata"));
    Dataset<Row> items = Catalog.perItem(records(spark, CatalogRecord.of("a", RUN_DATE)), RUN_DATE);
    Row ann = UserProfiles.perUser(frame(spark, rows), items, inKolkata, RUN_DATE).head();
    assertThat(ann.<Double>getAs(UserFeatures.NIGHT_SHARE)).isEqualTo(0.5);
    assertThat(ann.<Double>getAs(UserFeatures.MORNING_SHARE)).isEqualTo(0.25);
    assertThat(ann.<Double>getAs(UserFeatures.AFTERNOON_SHARE)).isZero();
    assertThat(ann.<Double>getAs(UserFeatures.EVENING_SHARE)).isEqualTo(0.25);
    assertThat(ann.<Long>getAs(UserFeatures.ACTIVE_DAYS)).isEqualTo(2);
  }

  @Test
  void weighsACategoryHalfAfterAHalfLife(SparkSession spark) {
    List<Row> rows =
        List.of(
            at("2026-01-07T12:00:00Z").by("ann").view("new").row(),
            at("2025-12-08T12:00:00Z").by("ann").view("old").row());
    Dataset<Row> items =
        Catalog.perItem(
            records(
                spark,
                CatalogRecord.of("new", RUN_DATE).categories("new"),
                CatalogRecord.of("old", RUN_DATE).categories("old")),
            RUN_DATE);
    Row ann = UserProfiles.perUser(frame(spark, rows), items, RULES, RUN_DATE).head();
    assertThat(shares(ann, UserFeatures.CATEGORY_AFFINITY))
        .containsExactly("new 0.667", "old 0.333");
    assertThat(ann.<Double>getAs(UserFeatures.PRICE_LOW)).isNull();
    assertThat(ann.<Double>getAs(UserFeatures.PURCHASE_RECENCY_DAYS)).isNull();
    assertThat(ann.getList(ann.fieldIndex(UserFeatures.DEVICES))).isEmpty();
  }

  @Test
  void describesAnItemAgainstItsOwnPast(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int day = 3; day <= 6; day++) {
      rows.add(at("2026-01-0" + day + "T10:00:00Z").by("bob").view("a").row());
    }
    rows.add(at("2026-01-07T10:00:00Z").by("ann").purchase("a", 5, 1).row());
    rows.add(at("2026-01-07T11:00:00Z").by("ann").give("a", Interactions.RETURN, -4).row());
    rows.add(at("2026-01-07T12:00:00Z").by("cid").view("a").row());
    Row item =
        ItemProfiles.perItem(
                frame(spark, rows),
                Catalog.perItem(records(spark, CatalogRecord.of("a", RUN_DATE)), RUN_DATE),
                RULES,
                RUN_DATE)
            .head();
    assertThat(item.<Long>getAs(ItemFeatures.PERSONS)).isEqualTo(3);
    assertThat(item.<Long>getAs(ItemFeatures.BUYERS)).isEqualTo(1);
    assertThat(item.<Double>getAs(ItemFeatures.CONVERSION)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(item.<Double>getAs(ItemFeatures.RETURN_RATE)).isEqualTo(1.0);
    assertThat(item.<Long>getAs(ItemFeatures.RECENT_INTERACTIONS)).isEqualTo(3);
    // 3 on the run date, 1 a day before: (3 + 1) / (1 + 1).
    assertThat(item.<Double>getAs(ItemFeatures.TREND)).isEqualTo(2.0);
    assertThat(item.<Double>getAs(ItemFeatures.AGE_DAYS)).isCloseTo(4 + 14 / 24.0, within(1e-9));
  }

  private static List<String> persons(Lake lake) {
    return lake
        .read(UserFeatures.TABLE)
        .orderBy(UserFeatures.PERSON_ID)
        .select(UserFeatures.PERSON_ID)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** What u0, u1, ... said of analytics on a day; null: nothing. */
  private static Dataset<Row> decisions(
      SparkSession spark, LocalDate day, @Nullable Boolean... decisions) {
    Timestamp noon = Timestamp.from(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < decisions.length; i++) {
      Map<String, @Nullable Object> values = new HashMap<>();
      values.put(PersonDays.EVENT_DATE, Date.valueOf(day));
      values.put(PersonDays.PERSON_ID, "u" + i);
      values.put(PersonDays.GUEST, false);
      values.put(PersonDays.EVENTS, 1L);
      values.put(PersonDays.ACCEPTED, 1L);
      values.put(PersonDays.SUPPRESSED, 0L);
      values.put(PersonDays.FIRST_SEEN_AT, noon);
      values.put(PersonDays.LAST_SEEN_AT, noon);
      values.put(PersonDays.CONSENT_ANALYTICS, decisions[i]);
      values.put(PersonDays.ANALYTICS_DECIDED_AT, decisions[i] == null ? null : noon);
      rows.add(
          RowFactory.create(
              Arrays.stream(PersonDays.SCHEMA.fieldNames()).map(values::get).toArray()));
    }
    return spark.createDataFrame(rows, PersonDays.SCHEMA);
  }

  private static List<String> digests(Lake lake) {
    List<String> digests = new ArrayList<>();
    for (LakeTable table : List.of(UserFeatures.TABLE, ItemFeatures.TABLE)) {
      digests.add(
          TableDigest.of(lake.read(table).where(col(UserFeatures.RUN_DATE).equalTo(RUN_DATE))));
    }
    return digests;
  }

  private static List<String> shares(Row row, String column) {
    return row.<Row>getList(row.fieldIndex(column)).stream()
        .map(entry -> String.format("%s %.3f", entry.getString(0), entry.getDouble(1)))
        .toList();
  }

  /** Amounts and strengths whose sums as doubles differ with their order. */
  private static List<Row> interactions(Random random, LocalDate last, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Interaction made =
          at(last.minusDays(random.nextInt(6)), Duration.ofSeconds(random.nextInt(86_400)))
              .by("u" + random.nextInt(4))
              .device(random.nextBoolean() ? "phone" : "desktop")
              .message("m" + random.nextInt(300));
      String item = "i" + random.nextInt(9);
      double value = Math.pow(10, random.nextInt(6)) * random.nextInt(100) / 30.0;
      switch (random.nextInt(4)) {
        case 0 -> made.give(item, Interactions.RETURN, -4).value(value);
        case 1 -> made.view(item);
        default -> made.purchase(item, value, 1 + random.nextInt(3));
      }
      rows.add(made.row());
    }
    return rows;
  }

  private static Dataset<Row> catalogue(SparkSession spark, Random random, LocalDate last) {
    List<CatalogRecord> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      records.add(
          CatalogRecord.of("i" + random.nextInt(9), last.minusDays(random.nextInt(3)))
              .categories("c" + random.nextInt(3), "d" + random.nextInt(3))
              .price(random.nextInt(100) / 3.0)
              .published(last.minusDays(random.nextInt(40))));
    }
    return records(spark, records.toArray(CatalogRecord[]::new));
  }

  private static Dataset<Row> records(SparkSession spark, CatalogRecord... records) {
    return CatalogRecord.frame(spark, records);
  }

  private static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, Interactions.SCHEMA);
  }
}

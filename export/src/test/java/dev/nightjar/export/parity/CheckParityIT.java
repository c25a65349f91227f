package dev.nightjar.export.parity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.EventNames;
import dev.nightjar.etl.CleanEventsJob;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.export.night.Nightly;
import dev.nightjar.export.tables.ParityChecks;
import dev.nightjar.export.tables.UserCandidates;
import dev.nightjar.settings.LoadOptions;
import dev.nightjar.settings.Progress;
import dev.nightjar.settings.Settings;
import dev.nightjar.simulator.Simulate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server answers from the snapshot of a small night; the next night compares. */
class CheckParityIT {
  private static final LocalDate BUILT = LocalDate.of(2026, 1, 14);
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final int ASKED = 24;

  private static TestLake directory;
  private static Lake lake;
  private static LocalDate night;

  @TempDir static Path folder;

  @BeforeAll
  static void answerFromTheSnapshotOfANight() throws Exception {
    assumeTrue(
        Files.isRegularFile(Path.of("../serving/target/class-path")), "the server is not built");
    directory = TestLake.create();
    lake = directory.lake();
    Simulate.main(
        ("--lake " + lake.uri() + " --home " + folder.resolve("world"))
            .concat(" --days 10 --users 80 --items 60 --seed 7 --first-day 2026-01-05")
            .split(" "));
    new Nightly(lake, settings(Map.of()), new Progress()).night(BUILT);
    List<String> users = List.copyOf(users()).subList(0, ASKED);
    try (AnsweringServer server = new AnsweringServer(folder, lake.uri(), SECRET)) {
      server.awaitReady();
      for (int i = 0; i < ASKED; i++) {
        server.ask(user(users.get(i)) + ",\"n\":" + (5 + i) + ",\"include_seen\":" + (i % 3 == 0));
      }
      server.ask(user("nobody-has-met") + ",\"scenario\":\"home\"");
      server.ask(user(users.get(0)) + ",\"item_id\":\"x\"");
      server.ask(user(users.get(1)) + ",\"scenario\":\"mail\"");
      server.ask(user(users.get(2)) + ",\"exclude\":[\"x\"]");
      server.awaitWritten(ASKED + 4);
      server.stop();
    }
    // The server has stopped, so no day is open any more.
    night = LocalDate.now(ZoneOffset.UTC);
    NightContext context = new NightContext(lake, settings(Map.of()), night);
    IngestEventsJob.run(context);
    CleanEventsJob.run(context);
  }

  @AfterAll
  static void delete() {
    if (directory != null) {
      directory.close();
    }
  }

  @Test
  void whatWasServedIsWhatTheTablesSay() {
    ParitySummary summary = check(Map.of());
    assertThat(summary.count(ParityChecks.ANSWERS, ParityChecks.EQUAL)).isEqualTo(ASKED + 1);
    assertThat(summary.reasons(ParityChecks.ANSWERS, ParityChecks.NOT_COMPARED))
        .isEqualTo(Map.of("item", 1L, "surface", 1L, "exclude", 1L));
    assertThat(summary.count(ParityChecks.RECORDS, ParityChecks.EQUAL)).isBetween(30L, 200L);
    assertThat(summary.count(ParityChecks.RECORDS, ParityChecks.DIFFERENT)).isZero();
    assertThat(rows()).contains("20260114-1 answers equal  " + (ASKED + 1));
    check(Map.of());
    assertThat(rows()).as("a second run replaces its own rows").hasSize(5);
  }

  @Test
  void samplesAreAsLargeAsTheSettingsSay() {
    ParitySummary summary = check(Map.of("parity.answers", "4", "parity.persons", "7"));
    assertThat(summary.count(ParityChecks.ANSWERS, ParityChecks.EQUAL)).isEqualTo(4);
    assertThat(summary.reasons(ParityChecks.ANSWERS, ParityChecks.NOT_COMPARED))
        .containsEntry("beyond_sample", ASKED + 1L - 4);
    assertThat(summary.count(ParityChecks.RECORDS, ParityChecks.EQUAL)).isEqualTo(7);
    assertThat(check(Map.of("parity.answers", "0", "parity.persons", "0")).toString())
        .isEqualTo("0 of 0 answers as the tables say; 0 of 0 records as the tables say");
  }

  @Test
  void oneRowOfATableThatWasChangedIsFound() {
    Row victim = lake.read(UserCandidates.TABLE).orderBy(UserCandidates.PERSON_ID).head();
    Column row =
        col(UserCandidates.PERSON_ID)
            .equalTo(victim.getAs(UserCandidates.PERSON_ID))
            .and(col(UserCandidates.SOURCE).equalTo(victim.getAs(UserCandidates.SOURCE)))
            .and(col(UserCandidates.RANK).equalTo(1));
    withChanged(
        UserCandidates.TABLE,
        row,
        UserCandidates.SCORE,
        lit(0.9999),
        () ->
            assertThatThrownBy(() -> check(Map.of()))
                .isInstanceOfSatisfying(
                    DataQualityException.class, e -> assertThat(e.exitCode()).isEqualTo(3))
                .hasMessageContaining("differs from the tables")
                .hasMessageContaining("person " + victim.getAs(UserCandidates.PERSON_ID))
                .hasMessageContaining("(" + victim.getAs(UserCandidates.SOURCE) + ")"));
    assertThat(check(Map.of()).count(ParityChecks.RECORDS, ParityChecks.DIFFERENT)).isZero();
  }

  @Test
  void aTableOfOtherCandidatesIsFoundInWhatWasServed() {
    withChanged(
        UserCandidates.TABLE,
        col(UserCandidates.RANK).leq(3),
        UserCandidates.SCORE,
        lit(0.0001),
        () -> {
          ParitySummary summary = check(Map.of("parity.most_different", "1"));
          assertThat(summary.reasons(ParityChecks.ANSWERS, ParityChecks.DIFFERENT))
              .containsOnlyKeys("tables");
          assertThatThrownBy(() -> check(Map.of("parity.persons", "0")))
              .hasMessageContaining("by the tables (tables)")
              .hasMessageContaining("train-models");
        });
  }

  @Test
  void aListThatWasServedOtherwiseIsFoundAndCountedWhereItIsAllowed() {
    String answer =
        lake.read(Events.TABLE)
            .where(col(Events.EVENT).equalTo(EventNames.RECOMMENDATIONS_SERVED))
            .where(col(Events.PROPERTIES).getItem(EventFields.WANTED).isNotNull())
            .where(col(Events.PROPERTIES).getItem(EventFields.DEPENDS_ON).isNull())
            .orderBy(Events.RECOMMENDATION_ID)
            .head()
            .getAs(Events.RECOMMENDATION_ID);
    Column place =
        col(Exposures.RECOMMENDATION_ID).equalTo(answer).and(col(Exposures.POSITION).equalTo(2));
    withChanged(
        Exposures.TABLE,
        place,
        Exposures.ITEM_ID,
        lit("smuggled"),
        () -> {
          assertThatThrownBy(() -> check(Map.of()))
              .isInstanceOf(DataQualityException.class)
              .hasMessageContaining("answer " + answer)
              .hasMessageContaining("place 2 was smuggled, is ")
              .hasMessageContaining("(served)");
          ParitySummary summary = check(Map.of("parity.most_different", "0.5"));
          assertThat(summary.reasons(ParityChecks.ANSWERS, ParityChecks.DIFFERENT))
              .isEqualTo(Map.of("served", 1L));
        });
  }

  private static ParitySummary check(Map<String, String> sets) {
    return CheckParityJob.run(new NightContext(lake, settings(sets), night));
  }

  private static List<String> rows() {
    return lake
        .read(ParityChecks.TABLE)
        .where(col(ParityChecks.RUN_DATE).equalTo(lit(java.sql.Date.valueOf(night))))
        .drop(ParityChecks.RUN_DATE)
        .collectAsList()
        .stream()
        .map(row -> row.mkString(" "))
        .toList();
  }

  /** Puts a value where a condition holds, and everything back afterwards. */
  private static void withChanged(
      LakeTable table, Column where, String column, Column value, Runnable check) {
    Dataset<Row> before = lake.read(table).localCheckpoint();
    lake.overwrite(table, before.withColumn(column, when(where, value).otherwise(col(column))));
    try {
      check.run();
    } finally {
      lake.overwrite(table, before);
    }
  }

  private static String user(String id) {
    return "\"user_id\":\"" + id + "\"";
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> sets = new HashMap<>();
    sets.put("privacy.secret", SECRET);
    sets.put("training.als.rank", "8");
    sets.put("training.als.iterations", "2");
    sets.put("training.als.search.trials", "0");
    sets.put("training.partitions", "2");
    sets.put("training.segments.counts", "[3]");
    sets.put("evaluation.resamples", "100");
    sets.put("evaluation.min_tuning", "20");
    sets.put("gate.min_persons", "5");
    sets.putAll(more);
    return Settings.load(new LoadOptions(List.of(), sets, Map.of()));
  }

  /** The ids by which the world's events name people. */
  private static Set<String> users() throws IOException {
    Pattern user = Pattern.compile("\"userId\":\"(u[^\"]+)\"");
    Set<String> found = new TreeSet<>();
    try (Stream<Path> landed = Files.walk(directory.directory().resolve("landing/events"))) {
      for (Path file : landed.filter(Files::isRegularFile).toList()) {
        Matcher matcher = user.matcher(text(file));
        while (matcher.find()) {
          found.add(matcher.group(1));
        }
      }
    }
    return found;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      boolean isZipped = file.toString().endsWith(".gz");
      byte[] body = isZipped ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}

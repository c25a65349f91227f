package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.cleaning.Rekeying;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.KeyChanges;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.etl.tables.Users;
import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The secret of the pseudonyms is replaced, months after the first events. */
@ExtendWith(SparkSessionExtension.class)
class RotationIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final String FIRST = TestNight.SECRET;
  private static final String SECOND = "the second secret, long enough to be one";
  private static final String ANN = "ann.4711@example";
  private static final String BOB = "bob.4712@example";
  private static final String TAB = "tablet-4713-of-ann";

  @Test
  void carriesThePersonsHistoryOverAndLeavesOthersBehind(TestLake lake) {
    land(lake, 0, guest("b-tab", 0), view(BOB, "c-bob", 0));
    run(lake, 0, FIRST, 1, "");
    land(lake, 3, login(3), view(ANN, "a-first", 3));
    run(lake, 3, FIRST, 1, "");
    assertThat(lake.lake().exists(KeyChanges.TABLE)).isFalse();
    assertThat(owners(lake))
        .isEqualTo(Map.of("a-first", "ann 1", "b-tab", "ann 1", "c-bob", "bob 1"));

    // Without the tablet: what was the tablet's is known as the person's only.
    land(lake, 60, view(ANN, "d-second", 60));
    run(lake, 60, SECOND, 2, FIRST);
    Map<String, String> rotated =
        new TreeMap<>(
            Map.of("a-first", "ann 2", "b-tab", "ann 2", "c-bob", "bob 1", "d-second", "ann 2"));
    assertThat(owners(lake)).isEqualTo(rotated);
    for (LakeTable table : List.of(Users.TABLE, Sessions.TABLE, PersonDays.TABLE)) {
      assertThat(
              lake.lake().read(table).where(col(Users.PERSON_ID).equalTo(key(FIRST, ANN))).count())
          .as(table.qualifiedName())
          .isZero();
    }
    assertThat(lake.lake().read(Users.TABLE).count()).isEqualTo(2);
    assertThat(versions(lake)).isEqualTo(Map.of(1, 4L, 2, 1L));
    Map<String, String> tables = digests(lake);
    run(lake, 60, SECOND, 2, FIRST);
    assertThat(digests(lake)).isEqualTo(tables);

    // The key before is forgotten: who came back stays one person, who did not begins anew.
    land(lake, 63, view(ANN, "e-third", 63), view(BOB, "f-bob", 63));
    run(lake, 63, SECOND, 2, "");
    rotated.putAll(Map.of("e-third", "ann 2", "f-bob", "bob 2"));
    assertThat(owners(lake)).isEqualTo(rotated);
    assertThat(filesWith(lake, ANN, BOB, TAB, "ann.4711", FIRST, SECOND)).isEmpty();
  }

  @Test
  void refusesASecretThatDidNotMakeThePseudonyms(TestLake lake) {
    land(lake, 0, view(ANN, "a-first", 0));
    run(lake, 0, FIRST, 1, "");
    Map<String, String> before = owners(lake);

    assertThatThrownBy(() -> run(lake, 0, SECOND, 1, ""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("privacy.secret is not the secret of privacy.key_version = 1")
        .hasMessageContaining("NIGHTJAR_PREVIOUS_SECRET");
    assertThatThrownBy(() -> run(lake, 0, SECOND, 2, "a third secret, which made no pseudonym"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("privacy.previous_secret is not the secret of key version 1");

    assertThat(owners(lake)).isEqualTo(before);
    run(lake, 0, SECOND, 2, FIRST);
    assertThatThrownBy(() -> run(lake, 0, FIRST, 2, "")).hasMessageContaining("key_version = 2");
  }

  @Test
  void followsAnIdOverSeveralRotationsAndBackToAnOlderSecret(Lake lake) {
    Dataset<Row> changes =
        lake.spark()
            .createDataFrame(
                List.of(
                    change(1, "ann1", "ann2", 2),
                    change(2, "ann1", "ann2", 2),
                    change(3, "ann2", "ann3", 3),
                    change(4, "ann3", "ann1", 4),
                    change(2, "bob1", "bob2", 2),
                    change(4, "cid3", "cid1", 4)),
                KeyChanges.SCHEMA);
    assertThat(Rekeying.newest(changes, 3).orderBy(KeyChanges.OLDER_KEY).collectAsList().toString())
        .isEqualTo("[[ann1,ann1], [ann2,ann1], [ann3,ann1], [bob1,bob2], [cid3,cid1]]");
  }

  private static Row change(int day, String older, String key, int version) {
    return RowFactory.create(Date.valueOf(MONDAY.plusDays(day)), older, key, version);
  }

  private static void land(TestLake lake, int day, String... lines) {
    lake.writeLines("landing/events/dt=" + MONDAY.plusDays(day) + "/a.jsonl", lines);
  }

  private static void run(TestLake lake, int day, String secret, int version, String previous) {
    String[] settings = {
      "privacy.secret", secret,
      "privacy.key_version", String.valueOf(version),
      "privacy.previous_secret", previous
    };
    TestNight.clean(lake.lake(), MONDAY.plusDays(day), settings);
    SessionizeJob.run(
        new NightContext(lake.lake(), TestNight.settings(settings), MONDAY.plusDays(day)));
  }

  private static String view(String userId, String item, int day) {
    return TestEvent.view(userId, item, at(day)).line();
  }

  private static String guest(String item, int day) {
    return TestEvent.view("-", item, at(day)).guest(TAB).with("messageId", item).line();
  }

  private static String login(int day) {
    return TestEvent.of("identify", at(day)).with("userId", ANN).with("anonymousId", TAB).line();
  }

  private static String at(int day) {
    return MONDAY.plusDays(day) + "T10:00:00Z";
  }

  private static String key(String secret, String rawId) {
    return new Pseudonymizer(secret.getBytes(StandardCharsets.UTF_8)).pseudonym(rawId);
  }

  /** Items with the person that they are of and the version of the key. */
  private static Map<String, String> owners(TestLake lake) {
    Map<String, String> names = new TreeMap<>();
    List<String> secrets = List.of(FIRST, SECOND);
    for (int i = 0; i < secrets.size(); i++) {
      names.put(key(secrets.get(i), ANN), "ann " + (i + 1));
      names.put(key(secrets.get(i), BOB), "bob " + (i + 1));
      names.put(key(secrets.get(i), TAB), "tab " + (i + 1));
    }
    Map<String, String> owners = new TreeMap<>();
    for (Row row : lake.lake().read(Interactions.TABLE).collectAsList()) {
      owners.put(
          row.getAs(Interactions.ITEM_ID), names.get(row.<String>getAs(Interactions.PERSON_ID)));
    }
    return owners;
  }

  private static Map<Integer, Long> versions(TestLake lake) {
    Map<Integer, Long> rows = new TreeMap<>();
    lake.lake()
        .read(Events.TABLE)
        .groupBy(Events.KEY_VERSION)
        .count()
        .collectAsList()
        .forEach(row -> rows.put(row.getInt(0), row.getLong(1)));
    return rows;
  }

  private static Map<String, String> digests(TestLake lake) {
    Map<String, String> digests = new TreeMap<>();
    for (LakeTable table :
        List.of(
            Events.TABLE,
            KeyChanges.TABLE,
            Interactions.TABLE,
            PersonDays.TABLE,
            Users.TABLE,
            Sessions.TABLE)) {
      digests.put(table.qualifiedName(), TableDigest.of(lake.lake().read(table)));
    }
    return digests;
  }

  /** Files of the tables, their log included, in whose bytes one of the texts stands. */
  private static List<Path> filesWith(TestLake lake, String... texts) {
    try (Stream<Path> files = Files.walk(lake.directory().resolve("tables"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> Stream.of(texts).anyMatch(text -> text(file).contains(text)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

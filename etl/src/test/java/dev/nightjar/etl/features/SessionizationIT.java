package dev.nightjar.etl.features;

import static dev.nightjar.etl.features.Interaction.at;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TableDigest;
import dev.nightjar.etl.rules.SessionRules;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Sessions;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkSessionExtension.class)
class SessionizationIT {

  private static final SessionRules RULES = new SessionRules(Duration.ofMinutes(30));

  @Test
  void startsANewSessionAfterTheGapOnly(SparkSession spark) {
    List<Row> sessions =
        sessions(
            spark,
            step("ann", "i1", "2026-01-05T23:40:00Z", 1, null),
            step("ann", "i2", "2026-01-06T00:10:00Z", -4, "phone"),
            step("ann", "i1", "2026-01-06T00:11:00Z", 2, "tablet"),
            step("ann", "i3", "2026-01-06T00:41:00.001Z", 1, null),
            step("bob", "i9", "2026-01-06T00:11:00Z", -8, null));
    assertThat(sessions).hasSize(3);
    Row first = sessions.get(0);
    assertThat(first.getList(first.fieldIndex(Sessions.ITEMS))).hasToString("[i1, i1]");
    assertThat(first.<Integer>getAs(Sessions.INTERACTIONS)).isEqualTo(3);
    assertThat(first.<String>getAs(Sessions.DEVICE)).isEqualTo("phone");
    assertThat(first.<Date>getAs(Sessions.EVENT_DATE)).isEqualTo(Date.valueOf("2026-01-05"));
    assertThat(sessions.get(1).<String>getAs(Sessions.DEVICE)).isNull();
    assertThat(sessions.get(2).getList(first.fieldIndex(Sessions.ITEMS))).isEmpty();
    assertThat(sessions.stream().map(row -> row.getAs(Sessions.SESSION_ID)).distinct()).hasSize(3);
    assertThat(Sessions.TABLE.shape(spark.createDataFrame(sessions, sessions.get(0).schema())))
        .isNotNull();
  }

  @Test
  void saysWhereItBegan(SparkSession spark) {
    List<Row> steps =
        List.of(
            Interaction.at("2026-01-05T10:00:00Z").by("ann").view("i1").row(),
            Interaction.at("2026-01-05T10:01:00Z")
                .by("ann")
                .view("i2")
                .from(Interactions.COUNTRY, "AT")
                .from(Interactions.OS, "ios")
                .from(Interactions.BROWSER, "safari")
                .from(Interactions.REFERRER, "search.example")
                .from(Interactions.LANGUAGE, "de")
                .row(),
            Interaction.at("2026-01-05T10:02:00Z")
                .by("ann")
                .view("i3")
                .from(Interactions.REFERRER, "shop.example")
                .row());
    Row session =
        Sessionization.perSession(spark.createDataFrame(steps, Interactions.SCHEMA), RULES).head();
    assertThat(session.<String>getAs(Sessions.COUNTRY)).isEqualTo("AT");
    assertThat(session.<String>getAs(Sessions.OS)).isEqualTo("ios");
    assertThat(session.<String>getAs(Sessions.BROWSER)).isEqualTo("safari");
    assertThat(session.<String>getAs(Sessions.REFERRER)).isEqualTo("search.example");
    assertThat(session.<String>getAs(Sessions.LANGUAGE)).isEqualTo("de");
  }

  @Test
  void tellsLengthDepthAndOutcome(SparkSession spark) {
    List<Row> sessions =
        sessions(
            spark,
            at("2026-01-05T10:00:00Z").by("a-buyer").view("i1").row(),
            at("2026-01-05T10:01:00Z").by("a-buyer").purchase("i1", 0.1, 1).row(),
            at("2026-01-05T10:01:30.5Z").by("a-buyer").purchase("i2", 0.2, 1).row(),
            at("2026-01-05T10:00:00Z").by("b-fan").give("i1", Interactions.LIKE, 4).row(),
            at("2026-01-05T10:00:00Z").by("c-critic").give("i1", Interactions.RATED, -1).row(),
            at("2026-01-05T10:00:00Z").by("d-reader").view("i1").row(),
            at("2026-01-05T10:00:01Z").by("d-reader").view("i1").row());
    assertThat(sessions)
        .extracting(row -> row.<String>getAs(Sessions.OUTCOME))
        .containsExactly(Sessions.PURCHASED, Sessions.ENGAGED, Sessions.BOUNCED, Sessions.BROWSED);
    Row buyer = sessions.get(0);
    assertThat(buyer.<Double>getAs(Sessions.DURATION_SECONDS)).isEqualTo(90.5);
    assertThat(buyer.<Integer>getAs(Sessions.DEPTH)).isEqualTo(2);
    assertThat(buyer.<Double>getAs(Sessions.VALUE)).isEqualTo(0.3);
    assertThat(sessions.get(3).<Integer>getAs(Sessions.DEPTH)).isEqualTo(1);
  }

  /** Whatever happens after a moment, the sessions that were over by then stay what they were. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void knowsOfSessionsThatAreOverNothingOfWhatComesAfter(long seed, SparkSession spark) {
    Instant midnight = Instant.parse("2026-01-06T00:00:00Z");
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Instant moment = midnight.plusSeconds(random.nextInt(14_400) - 7_200);
      rows.add(step("p" + random.nextInt(20), "i" + i, moment.toString(), 1, null));
    }
    // The last moment that goes on into the next day, and the first of a visit that does not.
    rows.add(step("on", "i", "2026-01-05T23:30:00Z", 1, null));
    rows.add(step("on", "j", midnight.toString(), 1, null));
    rows.add(step("off", "i", "2026-01-05T23:29:59.999999Z", 1, null));
    rows.add(step("off", "j", midnight.toString(), 1, null));
    Dataset<Row> all = spark.createDataFrame(rows, Interactions.SCHEMA);
    Dataset<Row> before = all.where(col(Interactions.OCCURRED_AT).lt(lit(midnight)));

    Dataset<Row> later = Sessionization.perSession(all, RULES);
    Dataset<Row> then = Sessionization.perSession(before, RULES);
    Dataset<Row> over = Sessionization.keepOver(then, midnight, RULES);
    assertThat(TableDigest.of(Sessionization.keepOver(later, midnight, RULES)))
        .isEqualTo(TableDigest.of(over));
    assertThat(over.where(col(Sessions.PERSON_ID).equalTo("off")).count()).isEqualTo(1);
    assertThat(over.where(col(Sessions.PERSON_ID).equalTo("on")).count()).isZero();
    Column startedBefore = col(Sessions.STARTED_AT).lt(lit(midnight));
    assertThat(TableDigest.of(later.where(startedBefore))).isNotEqualTo(TableDigest.of(then));
  }

  private static List<Row> sessions(SparkSession spark, Row... steps) {
    return Sessionization.perSession(
            spark.createDataFrame(List.of(steps), Interactions.SCHEMA), RULES)
        .orderBy(Sessions.PERSON_ID, Sessions.STARTED_AT)
        .collectAsList();
  }

  private static Row step(
      String person, String item, String moment, double strength, @Nullable String device) {
    return Interaction.at(moment)
        .by(person)
        .give(item, strength > 0 ? Interactions.VIEW : Interactions.DISMISS, strength)
        .device(device)
        .message(person + moment)
        .row();
  }
}

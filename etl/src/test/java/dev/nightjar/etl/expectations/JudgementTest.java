package dev.nightjar.etl.expectations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.rules.IngestLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final String EVENTS = "bronze.events";
  private static final Check.History HISTORY = new Check.History(3, 1000);

  @Test
  void countsRowsThatBreakAValueRule() {
    Check range = new Check.Range(0, 5);
    assertThat(breaches("value", range, figure(range, "value", 100, 0))).isEmpty();
    assertThat(breaches("value", range, figure(range, "value", 1200, 7)))
        .singleElement()
        .extracting(Breach::toString)
        .isEqualTo("bronze.events range:value: 7 of 1,200 rows break it; expected from 0 to 5");
  }

  @Test
  void comparesRowsWithTheMedianOfTheLastNights() {
    Check rows = new Check.Rows(0.5, 2, HISTORY);
    List<Figures> nights = nights(rows, "", 2000, 0, 7);
    assertThat(breaches(rows, "", 1000, 0, nights)).isEmpty();
    assertThat(breaches(rows, "", 4000, 0, nights)).isEmpty();
    assertThat(breaches(rows, "", 4001, 0, nights)).hasSize(1);
    assertThat(breaches(rows, "", 999, 0, nights))
        .singleElement()
        .extracting(Breach::found)
        .isEqualTo(
            "999 rows, 0.50 times the median of the last 7 nights (2,000); expected from 0.5 to 2.0"
                + " times the median of the last nights");
  }

  @Test
  void judgesNothingByTooShortOrTooSmallAHistory() {
    Check rows = new Check.Rows(0.5, 2, HISTORY);
    assertThat(breaches(rows, "", 1, 0, nights(rows, "", 2000, 0, 2))).isEmpty();
    assertThat(breaches(rows, "", 1, 0, nights(rows, "", 999, 0, 7))).isEmpty();
    assertThat(breaches(rows, "", 1, 0, nights(rows, "", 2000, 0, 3))).hasSize(1);
  }

  @Test
  void leavesDaysWithoutAnythingToFreshness() {
    Check rows = new Check.Rows(0.5, 2, HISTORY);
    assertThat(breaches(rows, "", 0, 0, nights(rows, "", 2000, 0, 7))).isEmpty();
  }

  @Test
  void looksAtTheLastSevenNightsOnly() {
    Check rows = new Check.Rows(0.5, 2, HISTORY);
    List<Figures> nights =
        Stream.concat(
                nights(rows, "", 2000, 0, 7).stream(), nights(rows, "", 100_000, 0, 9).stream())
            .toList();
    assertThat(breaches(rows, "", 2000, 0, nights)).isEmpty();
  }

  @Test
  void namesTheProducerThatAFieldVanishedWith() {
    Check nulls = new Check.Nulls(0.5, HISTORY);
    Figure whole = figure(nulls, "device", 4000, 3900);
    Figures tonight =
        new Figures(
            List.of(
                whole,
                new Figure(whole.key(), "shop/7", 300, Optional.of(3L)),
                new Figure(whole.key(), "shop/8", 3700, Optional.of(3700L))));
    List<Figures> nights =
        nights(nulls, "device", 4000, 40, 7).stream()
            .map(
                night ->
                    new Figures(
                        Stream.concat(
                                night.all().stream(),
                                Stream.of(new Figure(whole.key(), "shop/7", 4000, Optional.of(9L))))
                            .toList()))
            .toList();
    Expectation rule = new Expectation(EVENTS, "device", nulls, true);
    assertThat(new Judgement(MONDAY, tonight, nights).of(List.of(rule)))
        .singleElement()
        .extracting(Breach::found)
        .asString()
        .startsWith("97.5 % of 4,000 rows are null; 1.0 % in the last 7 nights (median)")
        .endsWith("; brought by shop/8 (100.0 % of 3,700 rows null, not seen before)");
  }

  @Test
  void measuresAgeAtTheEndOfTheRunDate() {
    Check fresh = new Check.Fresh(Duration.ofDays(2));
    long nearly = Instant.parse("2026-01-04T00:00:00Z").getEpochSecond();
    assertThat(breaches("received_at", fresh, figure(fresh, "received_at", 9, nearly))).isEmpty();
    assertThat(breaches("received_at", fresh, figure(fresh, "received_at", 9, nearly - 1)))
        .hasSize(1);
  }

  @Test
  void takesTheNewestOfEarlierNightsWhereNothingLanded() {
    Check fresh = new Check.Fresh(Duration.ofDays(2));
    Figure none = new Figure(key(fresh, "received_at"), "", 0, Optional.empty());
    assertThat(breaches("received_at", fresh, none)).isEmpty();
    long old = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    List<Figures> nights = nights(fresh, "received_at", 5, old, 1);
    assertThat(judge("received_at", fresh, none, nights))
        .singleElement()
        .extracting(Breach::found)
        .isEqualTo(
            "the newest value is 5 days old at the end of the night; expected not older than 2 days");
  }

  @Test
  void stopsOverTheSharesOfTheSettingsOnly() {
    IngestLimits limits = new IngestLimits(0.5, 10, 0.2, 100);
    assertThat(landing(10, 5, 100, 20).of(limits)).isEmpty();
    assertThat(landing(9, 9, 99, 99).of(limits)).isEmpty();
    assertThat(landing(10, 6, 100, 21).of(limits))
        .extracting(Breach::toString)
        .containsExactly(
            "gold.run_accounting etl.max_bad_files: 6 of 10 landed files of the feed events were"
                + " refused (60.0 %); allowed are 50.0 %",
            "gold.run_accounting etl.max_quarantined: 21 of 100 landed lines of the feed events"
                + " were refused (21.0 %); allowed are 20.0 %");
  }

  private static Judgement landing(long files, long bad, long lines, long refused) {
    String table = "gold.run_accounting";
    return new Judgement(
        MONDAY,
        new Figures(
            List.of(
                new Figure(
                    new Figure.Key(table, Figures.FILES, "events"), "", files, Optional.of(bad)),
                new Figure(
                    new Figure.Key(table, Figures.LINES, "events"),
                    "",
                    lines,
                    Optional.of(refused)))),
        List.of());
  }

  private static List<Breach> breaches(
      Check check, String column, long rows, long number, List<Figures> nights) {
    return judge(column, check, figure(check, column, rows, number), nights);
  }

  private static List<Breach> breaches(String column, Check check, Figure figure) {
    return judge(column, check, figure, List.of());
  }

  private static List<Breach> judge(
      String column, Check check, Figure figure, List<Figures> nights) {
    return new Judgement(MONDAY, new Figures(List.of(figure)), nights)
        .of(List.of(new Expectation(EVENTS, column, check, true)));
  }

  private static List<Figures> nights(
      Check check, String column, long rows, long number, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Figures(List.of(figure(check, column, rows, number))))
        .toList();
  }

  private static Figure figure(Check check, String column, long rows, long number) {
    return new Figure(key(check, column), "", rows, Optional.of(number));
  }

  private static Figure.Key key(Check check, String column) {
    return new Figure.Key(EVENTS, check.kind(), column);
  }
}

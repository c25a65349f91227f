package dev.nightjar.etl.expectations;

import dev.nightjar.etl.rules.IngestLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Holds the figures of one night against what is declared and against the last nights. Pure: no
 * table is read here.
 */
public final class Judgement {

  /** Nights before the run date that it is compared with, at most. */
  public static final int NIGHTS = 7;

  private static final int NAMED_PRODUCERS = 3;

  private final LocalDate runDate;
  private final Figures tonight;
  private final List<Figures> nights;

  /**
   * @param nights the last nights before the run date, newest first
   */
  public Judgement(LocalDate runDate, Figures tonight, List<Figures> nights) {
    this.runDate = runDate;
    this.tonight = tonight;
    this.nights = nights.subList(0, Math.min(NIGHTS, nights.size()));
  }

  /** What of the declared rules does not hold, in the order of the rules. */
  public List<Breach> of(List<Expectation> expectations) {
    List<Breach> breaches = new ArrayList<>();
    for (Expectation expectation : expectations) {
      tonight
          .whole(key(expectation))
          .flatMap(figure -> found(expectation, figure))
          .ifPresent(
              found ->
                  breaches.add(
                      new Breach(
                          expectation.table(),
                          expectation.name(),
                          found,
                          Advice.of(expectation.check()),
                          new Breach.Cause(Optional.of(expectation), "", expectation.stops()))));
    }
    return breaches;
  }

  /** Which feeds landed more bad files or lines than the settings allow. */
  public List<Breach> of(IngestLimits limits) {
    List<Breach> breaches = new ArrayList<>();
    tonight
        .of(Figures.FILES)
        .filter(f -> f.rows() >= limits.minJudgedFiles() && f.share() > limits.maxBadFiles())
        .forEach(f -> breaches.add(limit(f, "etl.max_bad_files", limits.maxBadFiles())));
    tonight
        .of(Figures.LINES)
        .filter(f -> f.rows() >= limits.minJudgedLines() && f.share() > limits.maxQuarantined())
        .forEach(f -> breaches.add(limit(f, "etl.max_quarantined", limits.maxQuarantined())));
    return breaches;
  }

  private static Breach limit(Figure figure, String setting, double allowed) {
    String feed = figure.key().column();
    boolean files = figure.key().measure().equals(Figures.FILES);
    return new Breach(
        figure.key().table(),
        setting,
        "%s of %s landed %s of the feed %s were refused (%s); allowed are %s"
            .formatted(
                Figures.count(figure.number().orElse(0L)),
                Figures.count(figure.rows()),
                files ? "files" : "lines",
                feed,
                Figures.percent(figure.share()),
                Figures.percent(allowed)),
        Advice.LIMIT.formatted(setting),
        new Breach.Cause(Optional.empty(), feed, true));
  }

  static Figure.Key key(Expectation expectation) {
    return new Figure.Key(expectation.table(), expectation.check().kind(), expectation.column());
  }

  private Optional<String> found(Expectation expectation, Figure figure) {
    Check check = expectation.check();
    if (check instanceof Check.Fresh fresh) {
      return stale(fresh, figure);
    }
    if (check instanceof Check.Rows rows) {
      return unusual(rows, figure);
    }
    if (check instanceof Check.Nulls nulls) {
      return vanished(nulls, figure);
    }
    long broken = figure.number().orElse(0L);
    return broken == 0
        ? Optional.empty()
        : Optional.of(
            "%s of %s rows break it; expected %s"
                .formatted(Figures.count(broken), Figures.count(figure.rows()), check.phrase()));
  }

  private Optional<String> stale(Check.Fresh fresh, Figure figure) {
    Optional<Long> newest =
        figure.number().isPresent()
            ? figure.number()
            : nights.stream()
                .flatMap(night -> night.whole(figure.key()).flatMap(Figure::number).stream())
                .max(Comparator.naturalOrder());
    Instant end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return newest
        .map(second -> Duration.between(Instant.ofEpochSecond(second), end))
        .filter(age -> age.compareTo(fresh.maxAge()) > 0)
        .map(
            age ->
                "the newest value is "
                    + Durations.text(age)
                    + " old at the end of the night; expected "
                    + fresh.phrase());
  }

  private Optional<String> unusual(Check.Rows rows, Figure figure) {
    List<Figure> past = past(figure.key());
    double median = median(past, Figure::rows);
    if (tooFew(rows.history(), past, median) || figure.rows() == 0) {
      return Optional.empty();
    }
    double share = figure.rows() / median;
    if (share >= rows.minShare() && share <= rows.maxShare()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s rows, %s times the median of the last %d nights (%s); expected %s"
            .formatted(
                Figures.count(figure.rows()),
                String.format(Locale.ROOT, "%.2f", share),
                past.size(),
                Figures.count(Math.round(median)),
                rows.phrase()));
  }

  private Optional<String> vanished(Check.Nulls nulls, Figure figure) {
    List<Figure> past = past(figure.key());
    if (tooFew(nulls.history(), past, median(past, Figure::rows))
        || figure.rows() < nulls.history().minRows()) {
      return Optional.empty();
    }
    double usual = median(past, Figure::share);
    if (figure.share() <= usual + nulls.maxRise()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s of %s rows are null; %s in the last %d nights (median); expected %s%s"
            .formatted(
                Figures.percent(figure.share()),
                Figures.count(figure.rows()),
                Figures.percent(usual),
                past.size(),
                nulls.phrase(),
                producers(figure.key(), usual)));
  }

  /** Who brought it: the producers whose rows lack the column more often than usual. */
  private String producers(Figure.Key key, double usual) {
    Set<String> known = knownProducers();
    String named =
        tonight
            .byProducer(key)
            .filter(f -> f.share() > usual)
            .sorted(
                Comparator.comparingDouble((Figure f) -> f.number().orElse(0L) - usual * f.rows())
                    .reversed()
                    .thenComparing(Figure::producer))
            .limit(NAMED_PRODUCERS)
            .map(
                f ->
                    "%s (%s of %s rows null%s)"
                        .formatted(
                            f.producer(),
                            Figures.percent(f.share()),
                            Figures.count(f.rows()),
                            known.contains(f.producer()) ? "" : ", not seen before"))
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "" : "; brought by " + named;
  }

  private Set<String> knownProducers() {
    Set<String> known = new TreeSet<>();
    nights.forEach(night -> known.addAll(night.producers()));
    return known;
  }

  private List<Figure> past(Figure.Key key) {
    return nights.stream()
        .flatMap(night -> night.whole(key).stream())
        .filter(figure -> figure.rows() > 0)
        .toList();
  }

  private static boolean tooFew(Check.History history, List<Figure> past, double medianRows) {
    return past.size() < history.minNights() || medianRows < history.minRows();
  }

  private static double median(List<Figure> figures, ToDoubleFunction<Figure> value) {
    double[] sorted = figures.stream().mapToDouble(value).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

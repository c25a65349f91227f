package dev.nightjar.etl.expectations;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The figures of one night. Immutable.
 *
 * @param all in no particular order
 */
public record Figures(List<Figure> all) {

  /** Landed files of a feed; the number counts those refused as a whole. */
  public static final String FILES = "files";

  /** Landed lines of a feed; the number counts the quarantined ones. */
  public static final String LINES = "lines";

  /** Lines refused by a rule. */
  public static final String REFUSED = "refused";

  /** Events with an unknown field. */
  public static final String FIELD = "field";

  /** Rows of a table or of one producer. */
  public static final String ROWS = "rows";

  public Figures {
    all = List.copyOf(all);
  }

  /** The figure for all producers together. */
  Optional<Figure> whole(Figure.Key key) {
    return all.stream().filter(f -> f.key().equals(key) && f.producer().isEmpty()).findFirst();
  }

  /** Figures of single producers. */
  Stream<Figure> byProducer(Figure.Key key) {
    return all.stream().filter(f -> f.key().equals(key) && !f.producer().isEmpty());
  }

  Stream<Figure> of(String measure) {
    return all.stream().filter(f -> f.key().measure().equals(measure));
  }

  Set<String> producers() {
    Set<String> names = new TreeSet<>();
    all.stream().map(Figure::producer).filter(name -> !name.isEmpty()).forEach(names::add);
    return names;
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String points(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

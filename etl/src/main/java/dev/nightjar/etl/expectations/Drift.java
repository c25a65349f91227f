package dev.nightjar.etl.expectations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a sender changed: fields, refusals and programs that no earlier night knows, each with the
 * program that brought it. Nothing on a first night, when everything would be new. Pure.
 */
public final class Drift {

  private static final int LINES = 20;

  private Drift() {}

  /** One sentence a change, most frequent first, at most 20. */
  public static List<String> lines(Figures tonight, List<Figures> nights) {
    if (nights.isEmpty()) {
      return List.of();
    }
    Set<String> programs = known(nights, Figures.ROWS, Figure::producer);
    Set<String> fields = known(nights, Figures.FIELD, figure -> figure.key().column());
    Set<String> refusals = known(nights, Figures.REFUSED, Drift::refusal);
    List<Figure> changed = new ArrayList<>();
    tonight
        .of(Figures.ROWS)
        .filter(f -> !f.producer().isEmpty() && !programs.contains(f.producer()))
        .filter(f -> !f.producer().equals(Profiling.UNKNOWN))
        .forEach(changed::add);
    tonight.of(Figures.FIELD).filter(f -> !fields.contains(f.key().column())).forEach(changed::add);
    tonight
        .of(Figures.REFUSED)
        .filter(f -> isOfSchema(f) && !refusals.contains(refusal(f)))
        .forEach(changed::add);
    return changed.stream()
        .sorted(Comparator.comparingLong(Figure::rows).reversed())
        .limit(LINES)
        .map(Drift::sentence)
        .toList();
  }

  private static Set<String> known(
      List<Figures> nights, String measure, Function<Figure, String> name) {
    Set<String> known = new TreeSet<>();
    nights.forEach(night -> night.of(measure).map(name).forEach(known::add));
    return known;
  }

  /** A refusal that a new version of a program brings, not a line that was damaged on its way. */
  private static boolean isOfSchema(Figure figure) {
    String rule = figure.key().column();
    return rule.startsWith("field.")
        || rule.startsWith("expect.")
        || rule.startsWith("timestamp.invalid")
        || rule.endsWith(".missing");
  }

  private static String refusal(Figure figure) {
    return figure.key().column() + " " + figure.producer();
  }

  private static String sentence(Figure figure) {
    String count = Figures.count(figure.rows());
    return switch (figure.key().measure()) {
      case Figures.FIELD ->
          "new field " + figure.key().column() + ": " + count + " events of " + figure.producer();
      case Figures.REFUSED ->
          "newly refused by "
              + figure.key().column()
              + ": "
              + count
              + " lines of "
              + figure.producer();
      default -> "new producer " + figure.producer() + ": " + count + " events";
    };
  }
}

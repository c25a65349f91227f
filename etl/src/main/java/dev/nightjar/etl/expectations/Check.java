package dev.nightjar.etl.expectations;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One kind of rule with its limits. Immutable. */
public sealed interface Check extends Serializable {

  /** The kind, as {@code conf/expectations.conf} names it. */
  String kind();

  /** What is expected, as a short phrase. */
  String phrase();

  /** A check that one value keeps or breaks, so that a single line or row can be named. */
  sealed interface OfValue extends Check {}

  /** A check against the last nights. */
  sealed interface OfHistory extends Check {
    /** Nights that must be known before anything is judged. */
    History history();
  }

  /**
   * When there is enough to compare with.
   *
   * @param minNights nights known, of the last {@link Judgement#NIGHTS}, 1 or more
   * @param minRows median rows of those nights
   */
  record History(int minNights, long minRows) implements Serializable {}

  /** No null. */
  record Required() implements OfValue {
    @Override
    public String kind() {
      return "required";
    }

    @Override
    public String phrase() {
      return "not null";
    }
  }

  /** A number from min to max, both allowed; null is allowed. */
  record Range(double min, double max) implements OfValue {
    @Override
    public String kind() {
      return "range";
    }

    @Override
    public String phrase() {
      return "from " + plain(min) + " to " + plain(max);
    }

    private static String plain(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? String.valueOf((long) number)
          : String.valueOf(number);
    }
  }

  /** A text that matches as a whole; null is allowed. */
  record Matches(Pattern pattern) implements OfValue {
    @Override
    public String kind() {
      return "pattern";
    }

    @Override
    public String phrase() {
      return "of the form " + pattern;
    }
  }

  /** One of the given texts; null is allowed. */
  record OneOf(Set<String> values) implements OfValue {
    @Override
    public String kind() {
      return "set";
    }

    @Override
    public String phrase() {
      return "one of " + new TreeSet<>(values);
    }
  }

  /** No value twice. */
  record Unique() implements Check {
    @Override
    public String kind() {
      return "unique";
    }

    @Override
    public String phrase() {
      return "no value twice";
    }
  }

  /** The newest value is not older than this at the end of the run date. */
  record Fresh(Duration maxAge) implements Check {
    @Override
    public String kind() {
      return "fresh";
    }

    @Override
    public String phrase() {
      return "not older than " + Durations.text(maxAge);
    }
  }

  /** The night's rows, as a share of the median of the last nights. */
  record Rows(double minShare, double maxShare, History history) implements OfHistory {
    @Override
    public String kind() {
      return "rows";
    }

    @Override
    public String phrase() {
      return "from " + minShare + " to " + maxShare + " times the median of the last nights";
    }
  }

  /**
   * The share of nulls, which may not rise by more than this above the median of the last nights.
   */
  record Nulls(double maxRise, History history) implements OfHistory {
    @Override
    public String kind() {
      return "nulls";
    }

    @Override
    public String phrase() {
      return "a share of nulls at most "
          + Figures.points(maxRise)
          + " points above the last nights";
    }
  }
}

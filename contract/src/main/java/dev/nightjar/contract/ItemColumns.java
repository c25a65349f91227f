package dev.nightjar.contract;

import java.util.ArrayList;
import java.util.List;

/** Names of the columns that a snapshot holds of its items; see docs/formats/candidate-value.md. */
public final class ItemColumns {
  /** Half-lives in days of the decayed popularities. */
  public static final List<Integer> HALF_LIVES = List.of(1, 3, 7, 14, 30);

  /** The columns that tell of the last days. */
  public static final List<String> LATE = List.of(popular(1), popular(3), popular(7));

  /** Person-days of all time, divided by those of the item that has most. */
  public static final String POPULAR_ALL = "popular_all";

  /** Days from the last positive interaction of anybody to the cut-off. */
  public static final String IDLE = "idle_days";

  /** Share of the item's persons who came back to it on another day. */
  public static final String REPEAT_SHARE = "repeat_share";

  /** Mean number of days between a person's days with the item; unknown when nobody came back. */
  public static final String REPEAT_DAYS = "repeat_days";

  /** Days from the item's publication to the cut-off; unknown when the catalogue does not say. */
  public static final String PUBLISHED = "published_days";

  /** Natural logarithm of the price; unknown without one above 0. */
  public static final String PRICE = "ln_price";

  /** The device that a request comes from, in small letters, such as {@code mobile}. */
  public static final String DEVICE = "device";

  /** The country that a request comes from, two capital letters. */
  public static final String COUNTRY = "country";

  /**
   * Six hours of the shop's day: {@code night}, {@code morning}, {@code afternoon}, {@code
   * evening}.
   */
  public static final String DAYPART = "daypart";

  /** {@code weekend}, which is Saturday and Sunday, or {@code workday}. */
  public static final String WEEK = "week";

  /** The system that a request comes from, in a word of {@link Surroundings}. */
  public static final String OS = "os";

  /** The browser that a request comes from, in a word of {@link Surroundings}. */
  public static final String BROWSER = "browser";

  /** The host of the page that a request comes from. */
  public static final String REFERRER = "referrer";

  /** The language that a request is made in, two or three small letters. */
  public static final String LANGUAGE = "language";

  /** The parts of the day, six hours each from midnight on. */
  public static final List<String> DAYPARTS = List.of("night", "morning", "afternoon", "evening");

  /** Saturday and Sunday. */
  public static final String WEEKEND = "weekend";

  /** Monday to Friday. */
  public static final String WORKDAY = "workday";

  private ItemColumns() {}

  /**
   * Natural logarithm of how many times as much as everywhere an item is asked for where the
   * context has this value; unknown for an item that nobody met.
   */
  public static String lift(String dimension, String value) {
    return "lift." + dimension + "=" + value;
  }

  /**
   * What a value tells beyond those that stand before it: of the system beyond the device, of the
   * browser beyond both, of the language beyond the country.
   */
  public static String beyond(String dimension) {
    return dimension + "|";
  }

  /** A value of the context that has no name of its own here. */
  public static String free(String name) {
    return "context." + name;
  }

  /** Person-days decayed with this half-life, divided by those of the item that has most. */
  public static String popular(int halfLifeDays) {
    return "popular_" + halfLifeDays + "d";
  }

  /** The value of a factor, from 0 on: a coordinate of the items in the space of tastes. */
  public static String factor(int number) {
    return "factor_" + number;
  }

  /** The popularities. */
  public static List<String> popularities() {
    List<String> names = new ArrayList<>();
    HALF_LIVES.forEach(days -> names.add(popular(days)));
    names.add(POPULAR_ALL);
    return List.copyOf(names);
  }

  /** The names that a learned ranker reads; the factors are not among them. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(popularities());
    names.addAll(List.of(IDLE, REPEAT_SHARE, REPEAT_DAYS, PUBLISHED, PRICE));
    return List.copyOf(names);
  }
}

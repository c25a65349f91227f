package dev.nightjar.ranking;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.ranking.store.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a request comes from, as far as its sender says; nothing is guessed, so that an
 * answer depends on its request and the snapshot alone. What is not known is null.
 *
 * @param device kind of device, such as {@code mobile}
 * @param country two letters
 * @param daypart {@code night}, {@code morning}, {@code afternoon} or {@code evening}
 * @param weekday English name of the day
 * @param others what else the sender says, by name, such as {@code os}, {@code browser}, {@code
 *     locale} or {@code referrer}
 */
public record RequestContext(
    @Nullable String device,
    @Nullable String country,
    @Nullable String daypart,
    @Nullable String weekday,
    Map<String, String> others) {
  /** Nothing is known. */
  public static final RequestContext NONE = new RequestContext(null, null, null, null, Map.of());

  private static final String WEEKDAY = "weekday";
  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final int WORKDAYS = 5;
  private static final int HOURS = 6;
  private static final int MAX_LENGTH = 1_000;

  /** Checks the parts that have a fixed set of values. */
  public RequestContext {
    device = device == null ? null : device.toLowerCase(Locale.ROOT);
    country = country == null ? null : country.toUpperCase(Locale.ROOT);
    daypart = oneOf(ItemColumns.DAYPART, daypart, ItemColumns.DAYPARTS);
    weekday = oneOf(WEEKDAY, weekday, DAYS);
    others = Map.copyOf(others);
  }

  /**
   * The context with one more value, in the word that rules ask for: of {@code referrer} the host
   * is kept, of {@code user_agent} device, system and browser, where they are not said otherwise.
   *
   * @throws InvalidQueryException when the value cannot be one of that name
   */
  public RequestContext with(String name, String value) {
    if (value.length() > MAX_LENGTH) {
      throw new InvalidQueryException(field(name), "has more than " + MAX_LENGTH + " characters");
    }
    return switch (name) {
      case ItemColumns.DEVICE -> new RequestContext(value, country, daypart, weekday, others);
      case ItemColumns.COUNTRY -> new RequestContext(device, value, daypart, weekday, others);
      case ItemColumns.DAYPART -> new RequestContext(device, country, value, weekday, others);
      case WEEKDAY -> new RequestContext(device, country, daypart, value, others);
      case Surroundings.OS, Surroundings.BROWSER -> withOther(name, Surroundings.word(value));
      case Surroundings.REFERRER -> withOther(name, Surroundings.host(value));
      case Surroundings.USER_AGENT ->
          known(ItemColumns.DEVICE, Surroundings.device(value))
              .known(Surroundings.OS, Surroundings.os(value))
              .known(Surroundings.BROWSER, Surroundings.browser(value));
      default -> withOther(name, value);
    };
  }

  /** With a value that stands back behind one that is said. */
  private RequestContext known(String name, @Nullable String value) {
    return value == null || value(name) != null ? this : with(name, value);
  }

  private RequestContext withOther(String name, String value) {
    Map<String, String> more = new TreeMap<>(others);
    more.put(name, value);
    return new RequestContext(device, country, daypart, weekday, more);
  }

  /** The value of that name, or null when it is not known. */
  public @Nullable String value(String name) {
    return switch (name) {
      case ItemColumns.DEVICE -> device;
      case ItemColumns.COUNTRY -> country;
      case ItemColumns.DAYPART -> daypart;
      case WEEKDAY -> weekday;
      default -> others.get(name);
    };
  }

  /** The same at a moment by the shop's clocks. */
  public RequestContext at(Instant moment, ZoneId zone) {
    ZonedDateTime there = moment.atZone(zone);
    return new RequestContext(
        device,
        country,
        ItemColumns.DAYPARTS.get(there.getHour() / HOURS),
        DAYS.get(there.getDayOfWeek().getValue() - 1),
        others);
  }

  /**
   * What the context changes for some items of a snapshot, to the power of 1: natural logarithms, 0
   * for what is as everywhere.
   */
  public float[] lifts(Snapshot snapshot, int[] items) {
    List<float[]> columns = lifts(snapshot);
    float[] lifts = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      lifts[i] = ContextLift.sum(columns, items[i]);
    }
    return lifts;
  }

  /** The columns of a snapshot that say what the context changes; those that it has. */
  List<float[]> lifts(Snapshot snapshot) {
    if (device == null && country == null && daypart == null && weekday == null) {
      return List.of();
    }
    List<float[]> columns = new ArrayList<>(4);
    add(columns, snapshot, ItemColumns.DEVICE, device);
    add(columns, snapshot, ItemColumns.COUNTRY, country);
    add(columns, snapshot, ItemColumns.DAYPART, daypart);
    String week =
        weekday == null
            ? null
            : DAYS.indexOf(weekday) < WORKDAYS ? ItemColumns.WORKDAY : ItemColumns.WEEKEND;
    add(columns, snapshot, ItemColumns.WEEK, week);
    return columns;
  }

  private static void add(
      List<float[]> columns, Snapshot snapshot, String dimension, @Nullable String value) {
    float[] column = value == null ? null : snapshot.column(ItemColumns.lift(dimension, value));
    if (column != null) {
      columns.add(column);
    }
  }

  private static @Nullable String oneOf(String name, @Nullable String value, List<String> values) {
    if (value == null) {
      return null;
    }
    String found = value.toLowerCase(Locale.ROOT);
    if (!values.contains(found)) {
      throw new InvalidQueryException(field(name), "must be one of " + String.join(", ", values));
    }
    return found;
  }

  private static String field(String name) {
    return "context." + name;
  }
}

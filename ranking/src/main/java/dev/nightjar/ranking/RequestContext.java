package dev.nightjar.ranking;

import dev.nightjar.contract.DeviceClass;
import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.Surroundings;
import dev.nightjar.ranking.store.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  /** Name of the language and region that a request is made in, such as {@code de-AT}. */
  public static final String LOCALE = "locale";

  private static final String WEEKDAY = "weekday";
  private static final String USER_AGENT = "user_agent";
  private static final String FREE = ItemColumns.free("");

  /** Names of the values that mean something of themselves; any other is compared as it is. */
  public static final Set<String> NAMES =
      Set.of(
          ItemColumns.DEVICE,
          ItemColumns.COUNTRY,
          ItemColumns.DAYPART,
          WEEKDAY,
          LOCALE,
          ItemColumns.OS,
          ItemColumns.BROWSER,
          ItemColumns.REFERRER,
          USER_AGENT);

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
   * The context with one more value, in the word of tables and rules: of {@code referrer} the host
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
      case ItemColumns.OS -> withOther(name, Surroundings.os(value, null));
      case ItemColumns.BROWSER -> withOther(name, Surroundings.browser(value, null));
      case ItemColumns.REFERRER -> withOther(name, Surroundings.host(value));
      case USER_AGENT ->
          unlessSaid(ItemColumns.DEVICE, DeviceClass.of(null, value))
              .unlessSaid(ItemColumns.OS, Surroundings.os(null, value))
              .unlessSaid(ItemColumns.BROWSER, Surroundings.browser(null, value));
      default -> withOther(name, value);
    };
  }

  /** With a value that stands back behind one that is said. */
  private RequestContext unlessSaid(String name, @Nullable String value) {
    return value == null || value(name) != null ? this : with(name, value);
  }

  private RequestContext withOther(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
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

  private @Nullable String os() {
    return others.get(ItemColumns.OS);
  }

  private @Nullable String browser() {
    return others.get(ItemColumns.BROWSER);
  }

  private @Nullable String language() {
    return Surroundings.language(others.get(LOCALE));
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
    List<ContextColumn> columns = known(snapshot);
    float[] lifts = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      lifts[i] = ContextLift.sum(columns, items[i]);
    }
    return lifts;
  }

  /** The same without the free values of which a snapshot knows nothing: it answers both alike. */
  public RequestContext over(Snapshot snapshot) {
    Map<String, String> left = new TreeMap<>();
    for (ContextColumn column : known(snapshot)) {
      String name = column.name();
      if (name.equals(ItemColumns.LANGUAGE)) {
        left.put(LOCALE, column.value());
      } else if (name.startsWith(FREE)) {
        left.put(name.substring(FREE.length()), column.value());
      } else if (others.containsKey(name)) {
        left.put(name, column.value());
      }
    }
    return new RequestContext(device, country, daypart, weekday, left);
  }

  /** What a snapshot knows of this context, a column a value. */
  List<ContextColumn> known(Snapshot snapshot) {
    if (equals(NONE)) {
      return List.of();
    }
    ContextColumns columns = new ContextColumns(snapshot);
    boolean fromDevice = columns.add(ItemColumns.DEVICE, device);
    boolean fromSystem = columns.addBeyond(ItemColumns.OS, os(), fromDevice);
    columns.addBeyond(ItemColumns.BROWSER, browser(), fromDevice || fromSystem);
    boolean fromCountry = columns.add(ItemColumns.COUNTRY, country);
    columns.addBeyond(ItemColumns.LANGUAGE, language(), fromCountry);
    columns.add(ItemColumns.DAYPART, daypart);
    columns.add(ItemColumns.WEEK, week());
    columns.add(ItemColumns.REFERRER, others.get(ItemColumns.REFERRER));
    for (Map.Entry<String, String> other : others.entrySet()) {
      if (!NAMES.contains(other.getKey())) {
        columns.add(ItemColumns.free(other.getKey()), other.getValue());
      }
    }
    return columns.found();
  }

  private @Nullable String week() {
    return weekday == null
        ? null
        : DAYS.indexOf(weekday) < WORKDAYS ? ItemColumns.WORKDAY : ItemColumns.WEEKEND;
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

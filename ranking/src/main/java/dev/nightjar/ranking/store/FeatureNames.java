package dev.nightjar.ranking.store;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The features that this program can give a learned ranker, in the order of a row, and in which
 * direction each may move a score. What is not bound is left to the data.
 */
public final class FeatureNames {
  /** The weighted sum of the sources' scores. */
  public static final String BLEND = "blend";

  private static final List<String> NAMES = new ArrayList<>();
  private static final Map<String, Integer> DIRECTIONS = new TreeMap<>();

  static {
    for (Source source : Source.values()) {
      add(source.id() + ".score", 1);
      add(source.id() + ".place", -1);
    }
    add("sources", 0);
    add(BLEND, 1);
    for (String column : ItemColumns.names()) {
      // Much asked for of late is never an argument against; long ago it may be.
      boolean late = ItemColumns.LATE.contains(column);
      add("item." + column, late ? 1 : 0);
    }
    add("item.rising_3d", 1);
    add("item.rising_7d", 1);
    add("own.count", 1);
    add("own.days", 1);
    add("own.decayed", 1);
    add("own.days_since", 0);
    add("own.gap_days", 0);
    add("own.due", 0);
    add("own.price_gap", 0);
    add("category.share", 1);
    add("category.sum", 1);
    add("person.items", 0);
    add("person.events", 0);
    add("person.idle_days", 0);
    add("session.events", 0);
  }

  private FeatureNames() {}

  /** All names; {@code docs/models.md} says what each one is. */
  public static List<String> all() {
    return List.copyOf(NAMES);
  }

  /** How many there are. */
  public static int count() {
    return NAMES.size();
  }

  /** 1 where more of the feature may only raise a score, -1 where it may only lower it, else 0. */
  public static List<Integer> directions() {
    return NAMES.stream().map(DIRECTIONS::get).toList();
  }

  private static void add(String name, int direction) {
    NAMES.add(name);
    DIRECTIONS.put(name, direction);
  }
}

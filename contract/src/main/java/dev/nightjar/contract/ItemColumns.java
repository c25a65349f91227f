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

  private ItemColumns() {}

  /** Person-days decayed with this half-life, divided by those of the item that has most. */
  public static String popular(int halfLifeDays) {
    return "popular_" + halfLifeDays + "d";
  }

  /** All names. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    HALF_LIVES.forEach(days -> names.add(popular(days)));
    names.add(POPULAR_ALL);
    return List.copyOf(names);
  }
}

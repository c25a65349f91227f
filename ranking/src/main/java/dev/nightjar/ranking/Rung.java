package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of the ladder that fills an answer up when candidates run out. */
public enum Rung {
  /** What is popular in the person's segment. */
  SEGMENT("segment", Source.SEGMENT, null),
  /** What rises above its own past. */
  RISING("rising", Source.RISING, ItemList.RISING),
  /** What is popular of late. */
  RECENT("recent", Source.RECENT, ItemList.RECENT),
  /** What was always popular. */
  POPULAR("popular", Source.POPULAR, ItemList.POPULAR),
  /** Whatever else there is, the most popular first. */
  CATALOGUE("catalogue", Source.POPULAR, null);

  /** The ladder of an answer that says nothing else. */
  public static final List<Rung> USUAL = List.of(SEGMENT, RECENT, POPULAR, CATALOGUE);

  private final String id;
  private final Source source;
  private final @Nullable String list;

  Rung(String id, Source source, @Nullable String list) {
    this.id = id;
    this.source = source;
    this.list = list;
  }

  /** The rung of a name, if there is one. */
  public static Optional<Rung> ofId(String id) {
    return Arrays.stream(values()).filter(rung -> rung.id.equals(id)).findFirst();
  }

  /** The rung's name in settings. */
  public String id() {
    return id;
  }

  /** What an item of the rung is said to come from. */
  Source source() {
    return source;
  }

  /** The snapshot's list that it offers; null where it is no list of everybody's. */
  @Nullable String list() {
    return list;
  }
}

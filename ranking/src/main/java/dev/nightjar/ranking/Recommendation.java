package dev.nightjar.ranking;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query over one snapshot.
 *
 * @param items best first, none twice; as many as asked for unless fewer are recommendable
 * @param mode what the answer rests on
 * @param degraded names of what failed on the way; empty when all is well
 * @param segment the person's segment, or {@link dev.nightjar.contract.UserRecord#NO_SEGMENT}
 * @param filtered how the query's filter was met, or null when it had none
 * @param drawn the one place that a draw decided, or null when rank decided all of them
 */
public record Recommendation(
    List<RankedItem> items,
    Mode mode,
    List<String> degraded,
    int segment,
    @Nullable Filtered filtered,
    @Nullable Drawn drawn) {
  public Recommendation {
    items = List.copyOf(items);
    degraded = List.copyOf(degraded);
  }

  /** An answer to a query without a filter. */
  public Recommendation(List<RankedItem> items, Mode mode, List<String> degraded, int segment) {
    this(items, mode, degraded, segment, null);
  }

  /** An answer in which rank decided every place. */
  public Recommendation(
      List<RankedItem> items,
      Mode mode,
      List<String> degraded,
      int segment,
      @Nullable Filtered filtered) {
    this(items, mode, degraded, segment, filtered, null);
  }

  /** The same answer, to a query from which these parts were missing. */
  public Recommendation without(List<String> missing) {
    List<String> all = new ArrayList<>(missing);
    all.addAll(degraded);
    return new Recommendation(items, mode, all, segment, filtered, drawn);
  }

  /**
   * How likely the item of a place was to be in the answer, by the draw that exploration makes for
   * each person and snapshot: 1 where no draw could have taken it away.
   *
   * @param place from 0
   */
  public double propensity(int place) {
    return drawn != null && drawn.place() == place ? drawn.chance() : 1;
  }

  /**
   * A place that was drawn for.
   *
   * @param place from 0
   * @param chance that the draw goes as it went, above 0 and below 1
   */
  public record Drawn(int place, double chance) {}

  /**
   * How a filter was met.
   *
   * @param deeper places filled from the rest of the catalogue, by popularity, because candidates
   *     and popular lists had no more that match
   * @param missing places left empty, because nothing more matches
   * @param unknown fields that the filter asks for and no item of the snapshot has
   */
  public record Filtered(int deeper, int missing, List<String> unknown) {
    public Filtered {
      unknown = List.copyOf(unknown);
    }
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.Source;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How answers of one surface are made otherwise than the nights learned and the settings say.
 *
 * @param name what rules call it; null for a request that names no surface
 * @param weights weights that order instead of those of the snapshot and its trees; sources that
 *     have none are not asked. Null for what the nights learned
 * @param explore share of the places that go to newcomers, 0 to 0.5; null for that of the settings
 * @param off sources that are not asked; whatever orders does without them
 * @param ladder what fills an answer up, in this order; with none an answer may be short
 */
public record Surface(
    @Nullable String name,
    @Nullable BlendWeights weights,
    @Nullable Double explore,
    Set<Source> off,
    List<Rung> ladder) {
  /** As the nights learned and the settings say. */
  public static final Surface STANDARD = new Surface(null, null, null);

  /** Checks the range. */
  public Surface {
    off = Set.copyOf(off);
    ladder = List.copyOf(ladder);
    if (explore != null && !(explore >= 0 && explore <= RankingParams.MOST_EXPLORED)) {
      throw new IllegalArgumentException(
          "explore is " + explore + "; it must be 0 to " + RankingParams.MOST_EXPLORED);
    }
  }

  /** A surface with every source and the usual ladder. */
  public Surface(@Nullable String name, @Nullable BlendWeights weights, @Nullable Double explore) {
    this(name, weights, explore, Set.of(), Rung.USUAL);
  }

  /** The order of its own, or null where what the nights learned holds. */
  @Nullable Ordering ordering() {
    return weights == null ? null : Ordering.linear(weights);
  }
}

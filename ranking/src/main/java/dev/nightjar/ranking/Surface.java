package dev.nightjar.ranking;

import org.jspecify.annotations.Nullable;

/**
 * How answers of one surface are made otherwise than the nights learned and the settings say.
 *
 * @param name what rules call it; null for a request that names no surface
 * @param weights weights that order instead of those of the snapshot and its trees; sources that
 *     have none are not asked. Null for what the nights learned
 * @param explore share of the places that go to newcomers, 0 to 0.5; null for that of the settings
 */
public record Surface(
    @Nullable String name, @Nullable BlendWeights weights, @Nullable Double explore) {
  /** As the nights learned and the settings say. */
  public static final Surface STANDARD = new Surface(null, null, null);

  /** The order of its own, or null where what the nights learned holds. */
  @Nullable Ordering ordering() {
    return weights == null ? null : Ordering.linear(weights);
  }

  /** Checks the range. */
  public Surface {
    if (explore != null && !(explore >= 0 && explore <= RankingParams.MOST_EXPLORED)) {
      throw new IllegalArgumentException(
          "explore is " + explore + "; it must be 0 to " + RankingParams.MOST_EXPLORED);
    }
  }
}

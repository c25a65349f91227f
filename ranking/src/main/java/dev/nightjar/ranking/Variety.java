package dev.nightjar.ranking;

/**
 * What else than relevance the order of an answer looks at; all of it is off by default. The
 * weights go against relevance: 0 leaves the order as it is.
 *
 * @param diversity 0 to 1: how much difference between the items counts
 * @param calibration 0 to 1: how much it counts that the categories have the shares they have in
 *     the person's own past
 * @param freshness 0 to 1: how much it counts that an item was published of late
 * @param maxPerCategory items of one category at most, as long as there are others; 0 for no limit
 */
public record Variety(double diversity, double calibration, double freshness, int maxPerCategory) {
  /** Relevance alone. */
  public static final Variety NONE = new Variety(0, 0, 0, 0);

  public Variety {
    check("diversity", diversity);
    check("calibration", calibration);
    check("freshness", freshness);
    if (maxPerCategory < 0 || maxPerCategory > RecommendationQuery.MAX_ITEMS) {
      throw new InvalidQueryException(
          "max_per_category",
          "is " + maxPerCategory + "; it must be 0 to " + RecommendationQuery.MAX_ITEMS);
    }
  }

  /** The same with another weight of difference. */
  public Variety withDiversity(double value) {
    return new Variety(value, calibration, freshness, maxPerCategory);
  }

  /** The same with another weight of the person's own categories. */
  public Variety withCalibration(double value) {
    return new Variety(diversity, value, freshness, maxPerCategory);
  }

  /** The same with another weight of late publication. */
  public Variety withFreshness(double value) {
    return new Variety(diversity, calibration, value, maxPerCategory);
  }

  /** The same with another limit for a category. */
  public Variety withMaxPerCategory(int value) {
    return new Variety(diversity, calibration, freshness, value);
  }

  /** Whether relevance alone decides. */
  boolean isNone() {
    return equals(NONE);
  }

  private static void check(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidQueryException(field, "is " + value + "; it must be 0 to 1");
    }
  }
}

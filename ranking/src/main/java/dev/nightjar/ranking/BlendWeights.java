package dev.nightjar.ranking;

import dev.nightjar.contract.Source;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weight of each source in the blend, flat by {@link Source#ordinal()}; a weight of 0 leaves
 * the source out. Immutable.
 */
public final class BlendWeights {
  private static final Source[] SOURCES = Source.values();

  private final float[] bySource;

  private BlendWeights(float[] bySource) {
    this.bySource = bySource;
  }

  /**
   * Weights by source id, 0 for a source that is not named.
   *
   * @throws IllegalArgumentException for a source that does not exist or a weight that is not a
   *     finite number
   */
  public static BlendWeights of(Map<String, Double> weights) {
    float[] bySource = new float[SOURCES.length];
    weights.forEach(
        (id, weight) -> {
          Source source =
              Source.ofId(id)
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "the blend has a weight for " + id + ", which is no source"));
          float value = weight.floatValue();
          if (Float.isNaN(value) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(
                "the weight of " + id + " is " + weight + "; it must be a finite number");
          }
          bySource[source.ordinal()] = value;
        });
    return new BlendWeights(bySource);
  }

  /** One source alone. */
  public static BlendWeights only(Source source) {
    float[] bySource = new float[SOURCES.length];
    bySource[source.ordinal()] = 1;
    return new BlendWeights(bySource);
  }

  /** The weight of the source with this ordinal. */
  public float weight(int sourceOrdinal) {
    return bySource[sourceOrdinal];
  }

  /** The weights by source id; sources with a weight of 0 are left out. */
  public Map<String, Double> toMap() {
    Map<String, Double> map = new TreeMap<>();
    for (Source source : SOURCES) {
      float weight = bySource[source.ordinal()];
      if (weight != 0) {
        map.put(source.id(), Double.valueOf(Float.toString(weight)));
      }
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlendWeights that && Arrays.equals(bySource, that.bySource);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bySource);
  }

  @Override
  public String toString() {
    return "BlendWeights" + toMap();
  }
}

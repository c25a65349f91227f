package dev.nightjar.ranking;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The weight of each source in the blend, flat by {@link Source#ordinal()}, and that of the
 * request's context; a weight of 0 leaves the source or the context out. Immutable.
 */
public final class BlendWeights {
  /** Name of the context's weight among those of the sources. */
  public static final String CONTEXT = SnapshotManifest.CONTEXT;

  private static final Source[] SOURCES = Source.values();

  private final float[] bySource;
  private final float context;

  private BlendWeights(float[] bySource, float context) {
    this.bySource = bySource;
    this.context = context;
  }

  /**
   * Weights by source id or {@link #CONTEXT}, 0 for what is not named.
   *
   * @throws IllegalArgumentException for a source that does not exist or a weight that is not a
   *     finite number
   */
  public static BlendWeights of(Map<String, Double> weights) {
    float[] bySource = new float[SOURCES.length];
    weights.forEach(
        (id, weight) -> {
          if (!id.equals(CONTEXT)) {
            bySource[source(id).ordinal()] = finite(id, weight);
          }
        });
    return new BlendWeights(bySource, finite(CONTEXT, weights.getOrDefault(CONTEXT, 0.0)));
  }

  private static Source source(String id) {
    return Source.ofId(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the blend has a weight for " + id + ", which is no source"));
  }

  private static float finite(String id, Double weight) {
    float value = weight.floatValue();
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      throw new IllegalArgumentException(
          "the weight of " + id + " is " + weight + "; it must be a finite number");
    }
    return value;
  }

  /** One source alone. */
  public static BlendWeights only(Source source) {
    float[] bySource = new float[SOURCES.length];
    bySource[source.ordinal()] = 1;
    return new BlendWeights(bySource, 0);
  }

  /** Every source alike: asks all of them. */
  static BlendWeights everySource() {
    float[] bySource = new float[SOURCES.length];
    Arrays.fill(bySource, 1);
    return new BlendWeights(bySource, 0);
  }

  /** The same with these sources left out. */
  BlendWeights without(Set<Source> off) {
    if (off.isEmpty()) {
      return this;
    }
    float[] left = bySource.clone();
    off.forEach(source -> left[source.ordinal()] = 0);
    return new BlendWeights(left, context);
  }

  /** The same with another weight of the context. */
  public BlendWeights withContext(double value) {
    return new BlendWeights(bySource, finite(CONTEXT, value));
  }

  /** The weight of the source with this ordinal. */
  public float weight(int sourceOrdinal) {
    return bySource[sourceOrdinal];
  }

  /** The power of the context's factors. */
  public float context() {
    return context;
  }

  /** The weights by source id, the context's among them; those of 0 are left out. */
  public Map<String, Double> toMap() {
    Map<String, Double> map = new TreeMap<>();
    for (Source source : SOURCES) {
      put(map, source.id(), bySource[source.ordinal()]);
    }
    put(map, CONTEXT, context);
    return map;
  }

  private static void put(Map<String, Double> map, String name, float weight) {
    if (weight != 0) {
      map.put(name, Double.valueOf(Float.toString(weight)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlendWeights that
        && Arrays.equals(bySource, that.bySource)
        && context == that.context;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bySource) + Float.hashCode(context);
  }

  @Override
  public String toString() {
    return "BlendWeights" + toMap();
  }
}

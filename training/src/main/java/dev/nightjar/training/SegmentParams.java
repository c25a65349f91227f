package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.util.List;

/**
 * Parameters of the segments, section {@code training.segments}.
 *
 * @param counts numbers of segments to choose from, each at least 2
 * @param samplePersons persons at most that the choice and the first centres are made of, held by
 *     the driver
 * @param iterations iterations of k-means at most
 * @param seed seed of the first centres
 */
public record SegmentParams(List<Integer> counts, int samplePersons, int iterations, long seed) {
  /** Checks the ranges. */
  public SegmentParams {
    counts = counts.stream().sorted().distinct().toList();
    if (counts.isEmpty() || counts.get(0) < 2 || counts.get(counts.size() - 1) > 1000) {
      throw new ConfigurationException(
          "training.segments.counts must name at least one number from 2 to 1000, but is "
              + counts);
    }
    if (samplePersons < 100 || iterations < 1) {
      throw new ConfigurationException(
          ("training.segments: sample_persons must be at least 100 and iterations at least 1, but"
                  + " are %d, %d")
              .formatted(samplePersons, iterations));
    }
  }

  /** Reads section {@code training.segments}; the seed is {@code training.seed}. */
  public static SegmentParams load(Settings settings) {
    Section training = settings.section("training");
    Section section = training.section("segments");
    return new SegmentParams(
        section.integers("counts"),
        section.integer("sample_persons", 100, 1_000_000),
        section.integer("iterations", 1, 1000),
        training.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE));
  }
}

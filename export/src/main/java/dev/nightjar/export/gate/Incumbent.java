package dev.nightjar.export.gate;

import java.util.Optional;

/**
 * The snapshot promoted last before a night.
 *
 * @param snapshotId its id
 * @param metric what its value is of
 * @param value what was measured of it on its own night
 * @param coverage share of the items that it showed anybody then, where it is known
 */
public record Incumbent(
    String snapshotId, String metric, double value, Optional<Double> coverage) {}

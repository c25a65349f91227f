package dev.nightjar.export.gate;

/**
 * The snapshot promoted last before a night.
 *
 * @param snapshotId its id
 * @param metric what its value is of
 * @param value what was measured of it on its own night
 */
public record Incumbent(String snapshotId, String metric, double value) {}

package dev.nightjar.export.report;

/** One row of gold.model_metrics, as far as a report of one night and window needs it. */
public record Measured(
    String recommender,
    String policy,
    String slice,
    String metric,
    int k,
    double value,
    long persons) {}

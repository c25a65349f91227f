package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What one features job wrote.
 *
 * @param runDate the night
 * @param users persons with features
 * @param withoutAnalytics persons with interactions but without features, because they have not
 *     consented to the purpose analytics
 * @param items items with features
 */
public record FeaturesSummary(LocalDate runDate, long users, long withoutAnalytics, long items) {}

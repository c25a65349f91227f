package dev.nightjar.ranking;

import dev.nightjar.ranking.store.FeatureNames;

/**
 * The candidates of one query as a learned ranker sees them: what it is trained on.
 *
 * @param items the candidates' indexes in the snapshot
 * @param rows the features of each, in the order of {@link FeatureNames}
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeatureTable(int[] items, float[][] rows) {}

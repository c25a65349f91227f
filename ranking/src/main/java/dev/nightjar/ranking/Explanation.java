package dev.nightjar.ranking;

import dev.nightjar.ranking.store.FeatureNames;
import java.util.Map;

/**
 * Why an answer is as it is.
 *
 * @param candidates what each source said
 * @param mean the mean score of the trees that ordered the answer; 0 when weights did
 * @param contributions by item: what each feature, in the order of {@link FeatureNames}, adds to
 *     the mean score ({@link dev.nightjar.contract.Contributions}); empty when weights ordered the
 *     answer, or trees of an older night
 * @param boosts by item: the factor of each rule that moved it, by the rule's name; items that none
 *     moved are missing
 */
public record Explanation(
    CandidateTable candidates,
    double mean,
    Map<Integer, double[]> contributions,
    Map<Integer, Map<String, Double>> boosts) {}

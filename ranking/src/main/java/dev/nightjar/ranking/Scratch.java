package dev.nightjar.ranking;

import dev.nightjar.contract.VectorTrees;
import dev.nightjar.ranking.store.FeatureNames;

/**
 * The working memory of one request, kept by its thread for the next one: a request then allocates
 * little more than its answer. Not thread-safe.
 */
final class Scratch {
  final ItemSet excluded = new ItemSet();
  final ItemSet rejected = new ItemSet();
  final ItemScores sessionScores = new ItemScores();
  final TopRows top = new TopRows();
  final TopRows shortlist = new TopRows();
  final TopRows beforeContext = new TopRows();
  final float[] features = new float[FeatureNames.count()];
  final BlendedCandidates blended = new BlendedCandidates();
  final EligibleCandidates eligible = new EligibleCandidates();

  final VectorTrees.Rows treeRows = new VectorTrees.Rows();
  final RuleFilters ruleFilters = new RuleFilters();

  private float[] itemScores = new float[0];
  private float[] treeScores = new float[0];

  /** Room for a score of each of so many items. */
  float[] itemScores(int items) {
    if (itemScores.length < items) {
      itemScores = new float[items];
    }
    return itemScores;
  }

  /** Room for the trees' score of so many candidates. */
  float[] treeScores(int candidates) {
    if (treeScores.length < candidates) {
      treeScores = new float[candidates];
    }
    return treeScores;
  }

  /** Makes ready for a request over a snapshot of so many items. */
  void prepare(int items) {
    excluded.resize(items);
    rejected.resize(items);
  }

  void clear() {
    excluded.clear();
    rejected.clear();
  }
}

package dev.nightjar.ranking;

/** One stage: many sources' candidates become one table with one score an item. Thread-safe. */
interface Blender {
  /**
   * Blends into {@code room} and gives it back.
   *
   * @param room a table to be emptied and filled
   */
  BlendedCandidates blend(Candidates candidates, BlendWeights weights, BlendedCandidates room);
}

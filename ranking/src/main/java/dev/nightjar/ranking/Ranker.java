package dev.nightjar.ranking;

/** One stage: puts the eligible candidates into the order of the answer. Thread-safe. */
interface Ranker {
  /**
   * The best {@code n} rows of the candidates' table, best first.
   *
   * @param room where to put them; given back
   */
  TopRows rank(EligibleCandidates candidates, int n, TopRows room);
}

package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;

/**
 * One stage, one idea where candidates come from. Thread-safe. A failure costs the answer this
 * source only: the caller notes it and goes on.
 */
interface CandidateSource {
  /** The source's candidates for the query, best first, in the source's own unit. */
  ScoredItems fetch(ResolvedQuery query);
}

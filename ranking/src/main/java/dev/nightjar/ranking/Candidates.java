package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;

/**
 * What the sources proposed, before it is one list.
 *
 * @param bySource each source's candidates by its ordinal; nothing for a source not asked
 */
@SuppressWarnings("ArrayRecordComponent")
record Candidates(ScoredItems[] bySource) {}

package dev.nightjar.ranking;

/** Leaves out what was seen, dismissed, excluded, or is in the answer already. */
final class NotExcludedFilter implements CandidateFilter {
  @Override
  public boolean keep(int item, ResolvedQuery query) {
    return !query.excluded(item);
  }
}

package dev.nightjar.ranking;

/** Leaves out what is not available. */
final class AvailableFilter implements CandidateFilter {
  @Override
  public boolean keep(int item, ResolvedQuery query) {
    return query.snapshot().available(item);
  }
}

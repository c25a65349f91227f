package dev.nightjar.ranking;

/** Leaves out what the request's filter does not want. */
final class MetadataFilter implements CandidateFilter {
  @Override
  public boolean keep(int item, ResolvedQuery query) {
    return query.filter().predicate().test(item);
  }

  @Override
  public boolean keepsAll(ResolvedQuery query) {
    return query.filter().wantsAll();
  }
}

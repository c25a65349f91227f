package dev.nightjar.ranking;

/** Leaves out what rules block, and what they bury while anything else is left. */
final class RulesFilter implements CandidateFilter {
  @Override
  public boolean keep(int item, ResolvedQuery query) {
    return query.rules().allow(item);
  }

  @Override
  public boolean keepsAll(ResolvedQuery query) {
    return query.rules().allowAll();
  }
}

package dev.nightjar.ranking;

/** Leaves out what is in none of the wanted categories. */
final class CategoryFilter implements CandidateFilter {
  @Override
  public boolean keep(int item, ResolvedQuery query) {
    int[] wanted = query.categories();
    for (int category : wanted) {
      if (query.snapshot().inCategory(item, category)) {
        return true;
      }
    }
    return wanted.length == 0;
  }

  @Override
  public boolean keepsAll(ResolvedQuery query) {
    return query.categories().length == 0;
  }
}

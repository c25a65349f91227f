package dev.nightjar.ranking;

import java.util.List;

/** All filters as one, over a table of candidates or a single item. Thread-safe. */
final class FilterStage implements CandidateFilter {
  private final CandidateFilter[] filters;

  FilterStage(List<CandidateFilter> filters) {
    this.filters = filters.toArray(new CandidateFilter[0]);
  }

  /** The rules that every answer obeys, the one that rejects most first. */
  static FilterStage standard() {
    return new FilterStage(
        List.of(
            new NotExcludedFilter(),
            new AvailableFilter(),
            new CategoryFilter(),
            new MetadataFilter(),
            new RulesFilter()));
  }

  @Override
  public boolean keep(int item, ResolvedQuery query) {
    return keep(item, query, filters, filters.length);
  }

  /** The rows of {@code candidates} that every filter keeps. */
  EligibleCandidates apply(BlendedCandidates candidates, ResolvedQuery query) {
    CandidateFilter[] asked = new CandidateFilter[filters.length];
    int count = 0;
    for (CandidateFilter filter : filters) {
      if (!filter.keepsAll(query)) {
        asked[count++] = filter;
      }
    }
    EligibleCandidates eligible = query.scratch().eligible;
    eligible.reset(candidates);
    for (int row = 0; row < candidates.size(); row++) {
      if (keep(candidates.item(row), query, asked, count)) {
        eligible.add(row);
      }
    }
    return eligible;
  }

  private static boolean keep(int item, ResolvedQuery query, CandidateFilter[] asked, int count) {
    for (int i = 0; i < count; i++) {
      if (!asked[i].keep(item, query)) {
        return false;
      }
    }
    return true;
  }
}

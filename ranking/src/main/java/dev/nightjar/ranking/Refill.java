package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.store.Snapshot;

/**
 * Fills an answer up to its size: from the segment's list, the recent one, the all-time one, then
 * with any item that passes the filters, the most popular first. So an answer is short only when
 * nothing more is recommendable. Thread-safe.
 */
final class Refill {
  private final CandidateFilter filter;
  private final FewMatches fewMatches;

  Refill(CandidateFilter filter, FewMatches fewMatches) {
    this.filter = filter;
    this.fewMatches = fewMatches;
  }

  void fill(Answer answer, ResolvedQuery query) {
    Snapshot snapshot = query.snapshot();
    if (query.segment() != UserRecord.NO_SEGMENT && !answer.full()) {
      fill(answer, query, snapshot.list(ItemList.ofSegment(query.segment())), Source.SEGMENT);
    }
    fill(answer, query, snapshot.list(ItemList.RECENT), Source.RECENT);
    fill(answer, query, snapshot.list(ItemList.POPULAR), Source.POPULAR);
    if (!answer.full()) {
      fillDeeper(answer, query);
    }
  }

  /** Fills up from the rest of the catalogue, the most popular first. */
  void fillDeeper(Answer answer, ResolvedQuery query) {
    int[] categories = query.categories();
    Snapshot snapshot = query.snapshot();
    ItemFilter wanted = query.query().filter();
    if (categories.length == 0 && !wanted.isNone()) {
      fewMatches.walk(
          snapshot,
          wanted,
          query.filter().predicate(),
          item -> {
            fillDeeper(answer, query, item);
            return !answer.full();
          });
      return;
    }
    int[] items =
        categories.length > 0 ? snapshot.byPopularity(categories) : snapshot.byPopularity();
    for (int i = 0; i < items.length && !answer.full(); i++) {
      fillDeeper(answer, query, items[i]);
    }
  }

  private void fillDeeper(Answer answer, ResolvedQuery query, int item) {
    if (filter.keep(item, query)) {
      answer.fillDeeper(item);
    }
  }

  private void fill(Answer answer, ResolvedQuery query, ScoredItems list, Source source) {
    int[] items = list.items();
    for (int i = 0; i < items.length && !answer.full(); i++) {
      offer(answer, query, items[i], source);
    }
  }

  private void offer(Answer answer, ResolvedQuery query, int item, Source source) {
    if (filter.keep(item, query)) {
      answer.fill(item, source);
    }
  }
}

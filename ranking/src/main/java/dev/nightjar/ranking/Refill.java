package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;

/**
 * Fills an answer up to its size: from the segment's list, the recent one, the all-time one, then
 * with any item that passes the filters, the most popular first. So an answer is short only when
 * nothing more is recommendable. Thread-safe.
 */
final class Refill {
  private final CandidateFilter filter;

  Refill(CandidateFilter filter) {
    this.filter = filter;
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

  private void fillDeeper(Answer answer, ResolvedQuery query) {
    int[] categories = query.categories();
    Snapshot snapshot = query.snapshot();
    int[] items =
        categories.length == 0 ? snapshot.byPopularity() : snapshot.byPopularity(categories);
    for (int i = 0; i < items.length && !answer.full(); i++) {
      if (filter.keep(items[i], query)) {
        answer.fillDeeper(items[i]);
      }
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

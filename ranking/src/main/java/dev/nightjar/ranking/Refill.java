package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.filter.ItemPredicate;
import dev.nightjar.ranking.store.Snapshot;
import java.util.Arrays;

/**
 * Fills an answer up to its size: from the segment's list, the recent one, the all-time one, then
 * with any item that passes the filters, the most popular first. So an answer is short only when
 * nothing more is recommendable. Thread-safe.
 */
final class Refill {
  private final CandidateFilter filter;
  private final FewMatches fewMatches = new FewMatches();

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
    int[] few = fewMatches.of(snapshot, query.query().filter());
    if (few != null) {
      fillDeeper(answer, query, few);
    } else if (categories.length > 0) {
      fillDeeper(answer, query, snapshot.byPopularity(categories));
    } else if (query.query().filter().isNone()) {
      fillDeeper(answer, query, snapshot.byPopularity());
    } else {
      fillByFilter(answer, query, snapshot.byPopularity());
    }
  }

  private void fillDeeper(Answer answer, ResolvedQuery query, int[] items) {
    for (int i = 0; i < items.length && !answer.full(); i++) {
      if (filter.keep(items[i], query)) {
        answer.fillDeeper(items[i]);
      }
    }
  }

  /** Notes on its way which items match, for the next one who asks, if that turns out to be few. */
  private void fillByFilter(Answer answer, ResolvedQuery query, int[] items) {
    ItemPredicate wanted = query.filter().predicate();
    int[] matches = new int[FewMatches.MOST];
    int count = 0;
    for (int i = 0; i < items.length && !answer.full(); i++) {
      if (wanted.test(items[i])) {
        if (count < matches.length) {
          matches[count] = items[i];
        }
        count++;
        if (filter.keep(items[i], query)) {
          answer.fillDeeper(items[i]);
        }
      }
    }
    if (!answer.full() && count <= matches.length) {
      int[] all = Arrays.copyOf(matches, count);
      fewMatches.keep(query.snapshot(), query.query().filter(), all);
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

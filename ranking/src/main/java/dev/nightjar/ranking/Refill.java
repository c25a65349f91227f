package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.store.Snapshot;

/**
 * Fills an answer up to its size, one rung of its surface's ladder after the other. With the usual
 * ladder, which ends with the whole catalogue, an answer is short only when nothing more is
 * recommendable. Thread-safe.
 */
final class Refill {
  private final CandidateFilter filter;
  private final FewMatches fewMatches;

  Refill(CandidateFilter filter, FewMatches fewMatches) {
    this.filter = filter;
    this.fewMatches = fewMatches;
  }

  void fill(Answer answer, ResolvedQuery query) {
    for (Rung rung : query.surface().ladder()) {
      if (answer.full()) {
        return;
      }
      if (rung == Rung.CATALOGUE) {
        fillDeeper(answer, query);
      } else {
        fill(answer, query, list(rung, query), rung.source());
      }
    }
  }

  private static ScoredItems list(Rung rung, ResolvedQuery query) {
    String list = rung.list();
    if (list != null) {
      return query.snapshot().list(list);
    }
    return query.segment() == UserRecord.NO_SEGMENT
        ? ScoredItems.NONE
        : query.snapshot().list(ItemList.ofSegment(query.segment()));
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

package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.UserRecord;

/** What is popular in the person's segment. */
final class SegmentSource implements CandidateSource {
  @Override
  public ScoredItems fetch(ResolvedQuery query) {
    int segment = query.segment();
    return segment == UserRecord.NO_SEGMENT
        ? ScoredItems.NONE
        : query.snapshot().list(ItemList.ofSegment(segment));
  }
}

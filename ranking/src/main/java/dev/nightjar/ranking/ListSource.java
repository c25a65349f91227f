package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;

/** A popular list, the same for everybody. */
final class ListSource implements CandidateSource {
  private final String list;

  ListSource(String list) {
    this.list = list;
  }

  @Override
  public ScoredItems fetch(ResolvedQuery query) {
    return query.snapshot().list(list);
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;

/** What the night computed for the person. */
final class StoredSource implements CandidateSource {
  private final Source source;

  StoredSource(Source source) {
    this.source = source;
  }

  @Override
  public ScoredItems fetch(ResolvedQuery query) {
    UserRecord user = query.user();
    ScoredItems found = user == null ? null : user.candidates().get(source);
    return found == null ? ScoredItems.NONE : found;
  }
}

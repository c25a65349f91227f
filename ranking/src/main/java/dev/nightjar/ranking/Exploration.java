package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives a share of an answer's places, the last ones, to newcomers: an item that nobody was shown
 * cannot be met, and an item that nobody met is never ranked high. Whom a place below one falls to
 * is drawn by a hash of person and snapshot, so that equal requests have equal answers.
 * Thread-safe.
 */
final class Exploration {
  private static final double RANGE = 1L << 32;

  private final CandidateFilter filter;

  Exploration(CandidateFilter filter) {
    this.filter = filter;
  }

  /**
   * Puts newcomers in the place of the last items of an answer.
   *
   * @param share of the answer's places, 0 to 0.5
   */
  void apply(Answer answer, ResolvedQuery query, double share) {
    ScoredItems newcomers = newcomers(query.user());
    int places = newcomers.size() == 0 ? 0 : places(query, share);
    if (places == 0) {
      return;
    }
    int[] taken = new int[places];
    int count = 0;
    for (int i = 0; i < newcomers.size() && count < places; i++) {
      int item = newcomers.items()[i];
      // What is in the answer already is excluded from the rest of it.
      if (filter.keep(item, query)) {
        taken[count++] = item;
      }
    }
    int room = answer.makeRoom(count);
    for (int i = 0; i < room; i++) {
      answer.fill(taken[i], Source.NEWCOMERS);
    }
  }

  private static ScoredItems newcomers(@Nullable UserRecord user) {
    return user == null
        ? ScoredItems.NONE
        : user.candidates().getOrDefault(Source.NEWCOMERS, ScoredItems.NONE);
  }

  private static int places(ResolvedQuery query, double share) {
    String who = query.query().personId() + query.snapshot().manifest().snapshotId();
    double drawn = Integer.toUnsignedLong(who.hashCode() * 0x9E3779B9) / RANGE;
    return (int) (share * query.query().n() + drawn);
  }
}

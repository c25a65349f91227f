package dev.nightjar.ranking;

import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives a share of an answer's places, the last ones, to newcomers: an item that nobody was shown
 * cannot be met, and an item that nobody met is never ranked high. Whom a place below one falls to
 * is drawn by a hash of person and snapshot, so that equal requests have equal answers. The answer
 * says which place the draw decided: at most one, the last newcomer's or the one before it.
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
    double expected = share * query.query().n();
    int certain = (int) expected;
    // One more than is certain, drawn or not: whether there is one tells what the draw decided.
    int[] found = newcomers(query, certain + 1);
    int count = Math.min(found.length, places(query, expected));
    int room = answer.makeRoom(count);
    for (int i = 0; i < room; i++) {
      answer.fill(found[i], Source.NEWCOMERS);
    }
    double chance = expected - certain;
    if (found.length > certain && chance > 0 && room == count) {
      int decided = count > certain ? answer.size() - 1 : answer.lastWithoutRule(count);
      if (decided >= 0 && (count > certain || answer.full())) {
        answer.drawn(decided, count > certain ? chance : 1 - chance);
      }
    }
  }

  /** The first newcomers that may be in the answer, from what is at hand if that is enough. */
  private int[] newcomers(ResolvedQuery query, int most) {
    OrderValue.Person stored = query.stored();
    if (stored != null) {
      int[] found = eligible(stored.newcomers(), query, most);
      if (found.length == most || stored.newcomers().length < OrderValue.Person.MOST_NEWCOMERS) {
        return found;
      }
    }
    return eligible(of(query.user()).items(), query, most);
  }

  /** The newcomers that the night stores with a person's order. */
  int[] toStore(ResolvedQuery query) {
    return Arrays.stream(of(query.user()).items())
        .filter(item -> !query.excluded(item))
        .limit(OrderValue.Person.MOST_NEWCOMERS)
        .toArray();
  }

  private int[] eligible(int[] newcomers, ResolvedQuery query, int most) {
    int[] found = new int[Math.min(most, newcomers.length)];
    int count = 0;
    for (int i = 0; i < newcomers.length && count < found.length; i++) {
      int item = newcomers[i];
      // What is in the answer already is excluded from the rest of it.
      if (filter.keep(item, query)) {
        found[count++] = item;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static ScoredItems of(@Nullable UserRecord user) {
    return user == null
        ? ScoredItems.NONE
        : user.candidates().getOrDefault(Source.NEWCOMERS, ScoredItems.NONE);
  }

  private static int places(ResolvedQuery query, double expected) {
    String who = query.query().personId() + query.snapshot().manifest().snapshotId();
    double drawn = Integer.toUnsignedLong(who.hashCode() * 0x9E3779B9) / RANGE;
    return (int) (expected + drawn);
  }
}

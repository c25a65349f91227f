package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.ranking.store.PastSessions;

/**
 * What people did in sessions like this one: the newest sessions that share an item with it, those
 * that share more and newer items before others, vote for their items; rare items, and items near
 * the shared one, count more. VMIS-kNN (Kersbergen, Sprangers and Schelter, "Serenade", SIGMOD
 * 2022) with the recency of sessions and the distance within them of VSTAN (Garg et al., "Sequence
 * and Time Aware Neighborhood for Session-based Recommendations", SIGIR 2019).
 *
 * <p>What a request costs is bounded by the settings, however many sessions there are.
 */
final class SessionKnnSource implements CandidateSource {
  private final RankingParams.Knn params;
  private final float[] decay;
  private final int maxCandidates;

  SessionKnnSource(RankingParams params) {
    this.params = params.knn();
    decay = params.sessionDecay();
    maxCandidates = params.sessionCandidates();
  }

  @Override
  public ScoredItems fetch(ResolvedQuery query) {
    PastSessions past = query.snapshot().sessions();
    int[] signals = query.signals();
    if (signals.length == 0 || past.size() == 0) {
      return ScoredItems.NONE;
    }
    ScoredItems alike = alike(past, query);
    ItemScores votes = query.scratch().sessionScores;
    votes.clear();
    for (int i = 0; i < alike.size(); i++) {
      vote(past, alike.items()[i], alike.scores()[i], query, votes);
    }
    return votes.best(maxCandidates, query.scratch().top);
  }

  /** The numbers of the sessions most like the current one, with their likeness. */
  private ScoredItems alike(PastSessions past, ResolvedQuery query) {
    int[] signals = query.signals();
    ItemScores likeness = query.scratch().sessionScores;
    likeness.clear();
    for (int i = 0; i < signals.length; i++) {
      if (isNewest(signals, i)) {
        int sessions = Math.min(params.sessionsAnItem(), past.countWith(signals[i]));
        for (int n = 0; n < sessions; n++) {
          int session = past.newestWith(signals[i], n);
          likeness.add(session, decay[i] * worth(past, session));
        }
      }
    }
    return likeness.best(params.neighbors(), query.scratch().top);
  }

  /** What a session's likeness is multiplied by: long and old ones say less. */
  private float worth(PastSessions past, int session) {
    double age = 1 + past.age(session) / params.halfLifeDays();
    return (float) (1 / (age * Math.sqrt(past.end(session) - past.first(session))));
  }

  private void vote(
      PastSessions past, int session, float likeness, ResolvedQuery query, ItemScores votes) {
    int shared = newestShared(past, session, query.signals());
    for (int place = past.first(session); place < past.end(session); place++) {
      int item = past.itemAt(place);
      if (!query.excluded(item)) {
        float near = 1f / (1 + Math.abs(place - shared));
        votes.add(item, likeness * near * rarity(past, item));
      }
    }
  }

  /** The place of the newest item of the current session that a past one has too. */
  private static int newestShared(PastSessions past, int session, int[] signals) {
    for (int signal : signals) {
      for (int place = past.first(session); place < past.end(session); place++) {
        if (past.itemAt(place) == signal) {
          return place;
        }
      }
    }
    throw new IllegalStateException("session " + session + " shares no item");
  }

  private static float rarity(PastSessions past, int item) {
    return (float) Math.log1p((double) past.size() / past.countWith(item));
  }

  private static boolean isNewest(int[] signals, int at) {
    for (int i = 0; i < at; i++) {
      if (signals[i] == signals[at]) {
        return false;
      }
    }
    return true;
  }
}

package dev.nightjar.serving.answers;

import dev.nightjar.contract.PersonIds;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.ranking.CandidateTable;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.sessions.SessionKeys;
import dev.nightjar.serving.sessions.SessionStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests into queries and lets the pipeline answer them: raw ids become pseudonyms here,
 * and what a person did just now joins the query here. Thread-safe.
 */
public final class Recommender {
  private final RecommendationPipeline pipeline;
  private final Pseudonymizer pseudonymizer;
  private final SessionKeys keys;
  private final SessionStore sessions;

  public Recommender(
      RecommendationPipeline pipeline,
      Pseudonymizer pseudonymizer,
      SessionKeys keys,
      SessionStore sessions) {
    this.pipeline = pipeline;
    this.pseudonymizer = pseudonymizer;
    this.keys = keys;
    this.sessions = sessions;
  }

  RecommendationPipeline pipeline() {
    return pipeline;
  }

  /** The query of a request; nothing personal is read when the person refuses. */
  RecommendationQuery query(RecommendationRequest request) {
    RecommendationRequest.Who who = request.who();
    RecommendationRequest.Filters filters = request.filters();
    return new RecommendationQuery(
        who.personal() ? personId(who) : null,
        request.itemId(),
        who.personal() ? sessionEvents(request) : List.of(),
        request.n(),
        filters.includeSeen(),
        filters.exclude(),
        filters.categories());
  }

  /** The answer to a query. */
  Recommendation recommend(Snapshot snapshot, RecommendationQuery query) {
    return pipeline.recommend(snapshot, query);
  }

  /** The candidates of a query with the score of each source. */
  CandidateTable candidates(Snapshot snapshot, RecommendationQuery query) {
    return pipeline.candidates(snapshot, query);
  }

  /** The pseudonym of a raw id, or null when it stands for nobody. */
  @Nullable String personId(@Nullable String rawId) {
    String id = PersonIds.real(rawId);
    return id == null ? null : pseudonymizer.pseudonym(id);
  }

  private @Nullable String personId(RecommendationRequest.Who who) {
    String personId = personId(who.userId());
    return personId == null ? personId(who.anonymousId()) : personId;
  }

  private List<SessionEvent> sessionEvents(RecommendationRequest request) {
    List<SessionEvent> given = request.sessionEvents();
    if (given != null) {
      return given;
    }
    RecommendationRequest.Who who = request.who();
    if (sessions.size() == 0) {
      return List.of();
    }
    return sessions.events(keys.of(who.userId(), who.anonymousId(), who.sessionId()));
  }
}

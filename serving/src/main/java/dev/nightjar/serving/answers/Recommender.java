package dev.nightjar.serving.answers;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.PersonIds;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.CandidateTable;
import dev.nightjar.ranking.Degradation;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Reasons;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.StoreException;
import dev.nightjar.serving.recording.Asker;
import dev.nightjar.serving.sentences.Sentences;
import dev.nightjar.serving.sessions.Session;
import dev.nightjar.serving.sessions.SessionKeys;
import dev.nightjar.serving.sessions.SessionStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests into queries and lets the pipeline answer them: raw ids become pseudonyms here,
 * and what a person did just now joins the query here. Thread-safe.
 */
public final class Recommender {
  static final String SESSIONS = "sessions";

  private final RecommendationPipeline pipeline;
  private final Pseudonymizer pseudonymizer;
  private final Optional<Pseudonymizer> previous;
  private final SessionKeys keys;
  private final SessionStore sessions;

  /**
   * @param pseudonymizer the key of now
   * @param previous the key before it, while a rotation lasts
   */
  public Recommender(
      RecommendationPipeline pipeline,
      Pseudonymizer pseudonymizer,
      Optional<Pseudonymizer> previous,
      SessionKeys keys,
      SessionStore sessions) {
    this.pipeline = pipeline;
    this.pseudonymizer = pseudonymizer;
    this.previous = previous;
    this.keys = keys;
    this.sessions = sessions;
  }

  RecommendationPipeline pipeline() {
    return pipeline;
  }

  /**
   * The query of a request; nothing personal is read when the person refuses. A session that cannot
   * be read in time is missing from it, and it says so.
   */
  private AskedQuery query(RecommendationRequest request) {
    Degradation degradation = new Degradation();
    Session session =
        request.who().personal()
            ? degradation.orElse(Session.NONE, SESSIONS, () -> session(request))
            : Session.NONE;
    return new AskedQuery(query(request, session.events()), degradation.parts(), session);
  }

  private RecommendationQuery query(RecommendationRequest request, List<SessionEvent> events) {
    Asker who = request.who();
    RecommendationRequest.Filters filters = request.filters();
    return new RecommendationQuery(
        who.personal() ? personId(who, pseudonymizer) : null,
        request.itemId(),
        events,
        request.n(),
        filters.includeSeen(),
        filters.exclude(),
        filters.categories(),
        request.options().variety(),
        request.context(),
        filters.wanted(),
        request.options().rules());
  }

  /**
   * The query of a request, by the person's older pseudonym where the snapshot knows the person by
   * no other: somebody who comes back while a rotation lasts is known from the first request on.
   */
  AskedQuery query(Snapshot snapshot, RecommendationRequest request) {
    AskedQuery query = query(request);
    String now = query.query().personId();
    if (now == null || previous.isEmpty() || mayKnow(snapshot, now)) {
      return query;
    }
    String older = personId(request.who(), previous.get());
    return older != null && mayKnow(snapshot, older)
        ? query.with(query.query().withPersonId(older))
        : query;
  }

  /**
   * The query that given items are ranked by: items that the person had before are ranked as an
   * answer that may repeat them, new ones as an answer of new items.
   */
  AskedQuery rankingQuery(Snapshot snapshot, RankRequest request) {
    AskedQuery asked = query(snapshot, request.base());
    RecommendationQuery query = asked.query();
    return asked.with(query.withIncludeSeen(hadAny(snapshot, query.personId(), request.items())));
  }

  /** Also said of somebody the snapshot does not know, or cannot read. */
  private static boolean hadAny(
      Snapshot snapshot, @Nullable String personId, List<String> itemIds) {
    try {
      UserRecord user = personId == null ? null : snapshot.user(personId);
      return user == null
          || itemIds.stream()
              .mapToInt(snapshot::indexOf)
              .anyMatch(item -> Arrays.binarySearch(user.seen(), item) >= 0);
    } catch (StoreException | FormatException damaged) {
      return true;
    }
  }

  /**
   * Whether the snapshot knows the person, or is damaged where it would: the pipeline meets that
   * damage again when it reads the person, and answers without, saying so.
   */
  private static boolean mayKnow(Snapshot snapshot, String personId) {
    try {
      return snapshot.user(personId) != null;
    } catch (StoreException | FormatException damaged) {
      return true;
    }
  }

  /** What the snapshot knows of the person of a raw id, or null. */
  @Nullable UserRecord user(Snapshot snapshot, @Nullable String rawId) {
    String id = PersonIds.real(rawId);
    if (id == null) {
      return null;
    }
    UserRecord user = snapshot.user(pseudonymizer.pseudonym(id));
    return user == null && previous.isPresent()
        ? snapshot.user(previous.get().pseudonym(id))
        : user;
  }

  /** The answer to a query on a surface. */
  Recommendation recommend(Snapshot snapshot, AskedQuery query, Surface surface) {
    return query.own(pipeline.recommend(snapshot, query.query(), surface));
  }

  /** The candidates of a query with the score of each source. */
  CandidateTable candidates(Snapshot snapshot, AskedQuery query) {
    return pipeline.candidates(snapshot, query.query());
  }

  /** Why an answer to a query is as it is. */
  private Reasons reasons(
      Snapshot snapshot, AskedQuery query, Surface surface, Recommendation answer) {
    return Reasons.of(
        pipeline,
        snapshot,
        query.query(),
        surface,
        answer.items().stream().mapToInt(RankedItem::item).toArray());
  }

  /**
   * What an answer tells of its items, as a request wants it.
   *
   * @param sentences what can be told end users
   */
  Told told(
      Snapshot snapshot,
      AskedQuery query,
      RecommendationRequest request,
      Recommendation answer,
      Sentences sentences) {
    RecommendationRequest.Options options = request.options();
    if (!options.explain() && !options.sentences()) {
      return Told.NOTHING;
    }
    return new Told(
        options.explain() ? reasons(snapshot, query, options.surface(), answer) : null,
        options.sentences()
            ? sentences.of(snapshot, query.query(), answer.items(), language(request, sentences))
            : List.of());
  }

  /** The language of end users' sentences. */
  static String language(RecommendationRequest request, Sentences sentences) {
    return sentences.language(request.context().value(Sentences.LOCALE));
  }

  private static @Nullable String personId(Asker who, Pseudonymizer pseudonymizer) {
    String userId = PersonIds.real(who.userId());
    String id = userId == null ? PersonIds.real(who.anonymousId()) : userId;
    return id == null ? null : pseudonymizer.pseudonym(id);
  }

  /** Events that are given stand for the whole session: of it nothing else is looked at. */
  private Session session(RecommendationRequest request) {
    List<SessionEvent> given = request.sessionEvents();
    if (given != null) {
      return new Session(given, Map.of(), null);
    }
    Asker who = request.who();
    return sessions.session(keys.of(who.userId(), who.anonymousId(), who.sessionId()));
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.EvaluationRules;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What one policy is learned from.
 *
 * @param policy its name in the manifest
 * @param objective what its answers are judged by
 * @param fallback the shipped weights, which hold when it cannot be learned
 * @param requests requests of the period, in an order by hash
 * @param visits requests that tell their context, in an order by hash
 */
record Lesson(
    String policy,
    Objective objective,
    BlendWeights fallback,
    List<Request> requests,
    List<Request> visits) {

  /** A request of the period and what was chosen after it, ascending indexes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(RecommendationQuery query, int[] relevant) {}

  /** The lessons of a period, one a policy. */
  static List<Lesson> collect(Settings settings, HeldOut heldOut, Snapshot snapshot) {
    RankingParams shipped = RankingParams.read(settings.section("ranking")::number);
    TuningRules rules = TuningRules.load(settings);
    EvaluationRules asked = EvaluationRules.load(settings);
    List<Asked> persons =
        heldOut.collectPersons(
            snapshot,
            new EvaluationRules(
                rules.tuningPersons(), asked.minStrength(), asked.cutoffs(), asked.seed()));
    List<SessionCase> sessions =
        heldOut.collectSessions(snapshot, rules.tuningSessions(), rules.seed());
    return List.of(
        new Lesson(
            SnapshotManifest.NEW_ITEMS,
            Objective.NDCG,
            shipped.newItems(),
            ofPersons(persons, false),
            visits(sessions, false)),
        new Lesson(
            SnapshotManifest.ALL_ITEMS,
            Objective.NDCG,
            shipped.allItems(),
            ofPersons(persons, true),
            visits(sessions, true)),
        new Lesson(
            SnapshotManifest.IN_SESSION,
            Objective.HIT_RATE,
            shipped.inSession(),
            ofSessions(sessions),
            inContext(sessions)));
  }

  /** The same without every n-th request, and without visits: folds judge the order alone. */
  Lesson without(int fold, int folds) {
    return keep(i -> i % folds != fold);
  }

  /** The same with every n-th request alone, and without visits. */
  Lesson only(int fold, int folds) {
    return keep(i -> i % folds == fold);
  }

  private Lesson keep(IntPredicate numbers) {
    return new Lesson(
        policy,
        objective,
        fallback,
        IntStream.range(0, requests.size()).filter(numbers).mapToObj(requests::get).toList(),
        List.of());
  }

  private static List<Request> ofPersons(List<Asked> persons, boolean includeSeen) {
    return persons.stream()
        .filter(person -> person.relevant(includeSeen).length > 0)
        .map(
            person ->
                new Request(
                    RecommendationQuery.forPerson(person.personId())
                        .withN(Objective.K)
                        .withIncludeSeen(includeSeen),
                    person.relevant(includeSeen)))
        .toList();
  }

  private static List<Request> visits(List<SessionCase> sessions, boolean includeSeen) {
    return sessions.stream()
        .map(
            session ->
                new Request(
                    session.inContext(Objective.K).withIncludeSeen(includeSeen),
                    new int[] {session.next()}))
        .toList();
  }

  private static List<Request> inContext(List<SessionCase> sessions) {
    return sessions.stream()
        .map(
            session ->
                new Request(
                    session.withEvents(Objective.K).withContext(session.context()),
                    new int[] {session.next()}))
        .toList();
  }

  private static List<Request> ofSessions(List<SessionCase> sessions) {
    return sessions.stream()
        .map(session -> new Request(session.withEvents(Objective.K), new int[] {session.next()}))
        .toList();
  }
}

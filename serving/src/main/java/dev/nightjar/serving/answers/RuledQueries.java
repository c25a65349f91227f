package dev.nightjar.serving.answers;

import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.Degradation;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.filter.ItemPredicate;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.rules.RuleBook;
import dev.nightjar.serving.signals.Signals;
import java.util.List;
import java.util.function.Supplier;

/** Puts the queries of requests under the rules that are in force. Thread-safe. */
final class RuledQueries {
  private static final String RULES = "rules";
  private static final String SIGNALS = "signals";
  private static final String STALE = "stale";

  private final Recommender recommender;
  private final Supplier<RuleBook> rules;
  private final Showings showings;
  private final Signals signals;
  private final SnapshotAge age;

  /**
   * @param rules the operator's, as they are now
   * @param showings what sessions passed over
   * @param signals what is known from outside
   * @param age tells which of them hold, and how old a snapshot is
   */
  RuledQueries(
      Recommender recommender,
      Supplier<RuleBook> rules,
      Showings showings,
      Signals signals,
      SnapshotAge age) {
    this.recommender = recommender;
    this.showings = showings;
    this.signals = signals;
    this.rules = rules;
    this.age = age;
  }

  /** The query of a request for an answer on its surface. */
  AskedQuery of(Snapshot snapshot, RecommendationRequest request) {
    List<Rule> inForce = rules.get().inForce(age.now(), request.options().surface().name());
    AskedQuery asked = recommender.query(snapshot, request);
    Signals.Found found = signals.in(asked.query().context());
    asked = found.degraded() ? asked.lacking(SIGNALS) : asked;
    asked = age.isStale(snapshot) ? asked.lacking(STALE) : asked;
    RecommendationQuery query =
        asked
            .query()
            .withContext(found.context())
            .withMoreRules(showings.sinking(request, asked.session()))
            .withMoreRules(inForce);
    Cursor cursor = request.options().cursor();
    return asked.with(cursor == null ? query : cursor.next(query, snapshot));
  }

  /** What is wanted, less what rules block whoever asks. */
  ItemPredicate allowed(Snapshot snapshot, ItemPredicate wanted, Degradation degradation) {
    ItemPredicate allowed = wanted;
    for (Rule rule : rules.get().blocks(age.now())) {
      boolean forAnybody =
          rule.when().onScreen().isNone()
              && rule.when().holds(RequestContext.NONE, UserRecord.NO_SEGMENT);
      if (!forAnybody) {
        continue;
      }
      ItemPredicate before = allowed;
      ItemPredicate blocked =
          degradation.orElse(
              item -> false, RULES, () -> rule.effect().which().bind(snapshot).predicate());
      allowed = item -> before.test(item) && !blocked.test(item);
    }
    return allowed;
  }

  /** The query for a list that is nobody's in particular: of rules, blocks alone hold there. */
  RecommendationQuery listed(Snapshot snapshot, RecommendationRequest request) {
    List<Rule> blocks = rules.get().blocks(age.now());
    return recommender.query(snapshot, request).query().withMoreRules(blocks);
  }
}

package dev.nightjar.serving.answers;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleCondition;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.sessions.ConsentSettings;
import dev.nightjar.serving.sessions.Session;
import dev.nightjar.serving.sessions.SessionSettings;
import dev.nightjar.serving.sessions.SessionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets what a session was shown and passed over sink in its later answers: counts the showings, and
 * makes a rule of those that nothing came of. Thread-safe.
 */
public final class Showings {
  /** Below this nothing is left of a score; less would be 0 after a day of showings. */
  private static final double LEAST = 1e-6;

  private final SessionStore sessions;
  private final SessionSettings.Shown settings;
  private final ConsentSettings consent;

  /**
   * @param sessions where showings are kept
   * @param settings what is made of them where a surface does not say otherwise
   * @param consent whose showings may be kept
   */
  public Showings(SessionStore sessions, SessionSettings.Shown settings, ConsentSettings consent) {
    this.sessions = sessions;
    this.settings = settings;
    this.consent = consent;
  }

  /** The rule by which ignored items sink in the answer to a request; none where none are. */
  List<Rule> sinking(RecommendationRequest request, Session session) {
    int after = after(request);
    if (after == 0 || session.shown().isEmpty()) {
      return List.of();
    }
    Set<String> touched =
        session.events().stream().map(SessionEvent::itemId).collect(Collectors.toSet());
    Map<String, Double> factors = new HashMap<>();
    session
        .shown()
        .forEach(
            (item, times) -> {
              if (times >= after && !touched.contains(item)) {
                double by = Math.pow(settings.factor(), times - after + 1.0);
                factors.put(item, Math.max(LEAST, by));
              }
            });
    return factors.isEmpty()
        ? List.of()
        : List.of(new Rule(Rule.IGNORED, RuleCondition.ALWAYS, new RuleEffect.Sink(factors)));
  }

  /**
   * Notes what an answer is about to show, of people who allow that it is kept. A further page is
   * not noted: the same cursor gives the same page.
   */
  void note(
      RecommendationRequest request,
      boolean gpc,
      Session session,
      Snapshot snapshot,
      Recommendation answer) {
    Cursor cursor = request.options().cursor();
    boolean furtherPage = cursor != null && cursor.shown().length > 0;
    String owner = session.owner();
    if (owner == null
        || furtherPage
        || after(request) == 0
        || answer.items().isEmpty()
        || !consent.allowsPersonalization(request.who().consent().personalization(), gpc)) {
      return;
    }
    List<String> items = new ArrayList<>(answer.items().size());
    for (RankedItem item : answer.items()) {
      items.add(snapshot.itemId(item.item()));
    }
    sessions.shown(owner, items);
  }

  private int after(RecommendationRequest request) {
    Integer ofSurface = request.options().ignoredAfter();
    return ofSurface == null ? settings.ignoredAfter() : ofSurface;
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.export.gate.GateRules;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.EvaluationRules;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures all recommenders on persons and on sessions of one window. Requests are replayed on some
 * threads; sums are made in the order of the persons, so that figures are equal in every run.
 */
final class SnapshotEvaluation {
  private static final double[] UNKNOWN_PAST = {};

  private final Recommenders recommenders;
  private final ListTraits traits;
  private final ItemAges ages;
  private final Terms terms;
  private final int longest;
  private final Measures.Rules rules;
  private final List<Measures> measured = new ArrayList<>();
  private final List<Measures.Value> compared = new ArrayList<>();

  SnapshotEvaluation(Recommenders recommenders, ListTraits traits, ItemAges ages, Terms terms) {
    this.recommenders = recommenders;
    this.traits = traits;
    this.ages = ages;
    this.terms = terms;
    longest = terms.rules().longest();
    rules = new Measures.Rules(terms.rules().cutoffs(), terms.gate().k());
  }

  /** What is measured, what decides and how much is drawn. */
  record Terms(EvaluationRules rules, GateRules gate, TuningRules tuning) {
    static Terms load(Settings settings) {
      return new Terms(
          EvaluationRules.load(settings), GateRules.load(settings), TuningRules.load(settings));
    }
  }

  /** Measures both policies on these persons. */
  void measurePersons(List<Asked> persons) {
    measure(persons, false, SnapshotManifest.NEW_ITEMS);
    measure(persons, true, SnapshotManifest.ALL_ITEMS);
  }

  /**
   * Measures whether the next item is found: without the session's events, with them, and with them
   * by each source that looks at them alone.
   */
  void measureSessions(List<SessionCase> sessions) {
    record(
        Recommenders.inSession(),
        ModelMetrics.NEXT_CLICK,
        Replay.inOrder(sessions.size(), terms.tuning().threads(), i -> answers(sessions.get(i))));
  }

  private Answers answers(SessionCase session) {
    int[] relevant = {session.next()};
    BitSet barred = recommenders.barred(session.personId(), false);
    barred.or(recommenders.known(session.prefix()));
    return new Answers(
        new Judged(
            relevant,
            traits.irrelevant(barred, relevant),
            UNKNOWN_PAST,
            session.profile().slices()),
        recommenders.askInSession(session));
  }

  /** Measures what is found for people the night did not know, after their first clicks. */
  void measureFirstSessions(List<FirstSession> sessions) {
    record(
        recommenders.afterClicks(),
        ModelMetrics.FIRST_SESSION,
        Replay.inOrder(sessions.size(), terms.tuning().threads(), i -> answers(sessions.get(i))));
  }

  private Answers answers(FirstSession session) {
    BitSet barred = recommenders.known(session.clicks());
    return new Answers(
        new Judged(
            session.relevant(),
            traits.irrelevant(barred, session.relevant()),
            UNKNOWN_PAST,
            List.of()),
        recommenders.askAfterClicks(session));
  }

  private void measure(List<Asked> persons, boolean includeSeen, String policy) {
    List<Asked> asked =
        persons.stream().filter(person -> person.relevant(includeSeen).length > 0).toList();
    List<List<String>> slices = Slices.ofPersons(asked.stream().map(Asked::profile).toList());
    record(
        recommenders.names(),
        policy,
        Replay.inOrder(
            asked.size(),
            terms.tuning().threads(),
            i -> {
              Asked person = asked.get(i);
              int[] relevant = person.relevant(includeSeen);
              BitSet barred = recommenders.barred(person.personId(), includeSeen);
              return new Answers(
                  new Judged(
                      relevant,
                      traits.irrelevant(barred, relevant),
                      traits.past(recommenders.own(person.personId())),
                      slices.get(i)),
                  recommenders.ask(person.personId(), includeSeen, policy));
            }));
  }

  private void record(List<String> names, String policy, List<Answers> answers) {
    if (answers.isEmpty()) {
      return;
    }
    List<Measures> together = new ArrayList<>();
    for (String name : names) {
      Measures measures = new Measures(name, policy, rules, traits);
      answers.forEach(measures::add);
      together.add(measures);
    }
    measured.addAll(together);
    Comparison comparison = new Comparison(policy, rules.k(), terms.tuning());
    compared.addAll(comparison.ofAll(together));
    Slices.of(answers, ages)
        .forEach((slice, some) -> compared.addAll(comparison.ofSlice(slice, names, some)));
  }

  /** Every number measured so far. */
  List<Measures.Value> values() {
    List<Measures.Value> values = new ArrayList<>();
    measured.forEach(each -> values.addAll(each.values()));
    values.addAll(compared);
    values.addAll(log());
    return values;
  }

  /** How concentrated the log itself is, where recommenders of persons are compared with it. */
  private List<Measures.Value> log() {
    List<Measures.Value> values = new ArrayList<>();
    Map<String, Double> own = new TreeMap<>();
    own.put(ModelMetrics.GINI, traits.giniOfLog());
    own.put(ModelMetrics.HEAD_SHARE, traits.headShareOfLog());
    for (Measures each : measured) {
      if (each.recommender().equals(Recommenders.BLEND)) {
        own.forEach(
            (metric, value) -> {
              if (!value.isNaN()) {
                values.add(each.value(metric, rules.k(), value).of(ModelMetrics.LOG));
              }
            });
      }
    }
    return values;
  }

  /** What the gate needs. */
  Evidence evidence() {
    TuningRules tuning = terms.tuning();
    double[] blend = gateValues(Recommenders.BLEND);
    double[] popular = gateValues(Recommenders.POPULAR);
    Map<String, Double> metrics = new TreeMap<>();
    for (Measures each : measured) {
      if (Comparison.isServed(each.recommender(), each.policy())
          || each.recommender().equals(Recommenders.BLEND)) {
        each.values().stream()
            .filter(value -> value.k() == rules.k())
            .forEach(value -> metrics.put(name(value), value.value()));
      }
    }
    log().forEach(value -> metrics.put(name(value), value.value()));
    return new Evidence(
        terms.gate().metric(),
        blend.length,
        Interval.ofMean(blend, tuning.resamples(), tuning.seed()),
        Arrays.stream(popular).sum() / Math.max(1, popular.length),
        Interval.ofDifference(blend, popular, tuning.resamples(), tuning.seed()),
        metrics);
  }

  private static String name(Measures.Value value) {
    return "%s.%s@%d/%s".formatted(value.recommender(), value.metric(), value.k(), value.policy());
  }

  private double[] gateValues(String recommender) {
    return measured.stream()
        .filter(each -> each.recommender().equals(recommender))
        .filter(each -> each.policy().equals(terms.gate().policy()))
        .findFirst()
        .map(Measures::ndcg)
        .orElse(new double[0]);
  }
}

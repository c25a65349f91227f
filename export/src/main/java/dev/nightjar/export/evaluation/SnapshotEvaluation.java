package dev.nightjar.export.evaluation;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.export.gate.GateRules;
import dev.nightjar.training.EvaluationRules;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures all recommenders on persons and on sessions of one window. Requests are replayed on some
 * threads; sums are made in the order of the persons, so that figures are equal in every run.
 */
final class SnapshotEvaluation {
  private final Recommenders recommenders;
  private final EvaluationRules rules;
  private final GateRules gate;
  private final int threads;
  private final List<Measures> measured = new ArrayList<>();

  SnapshotEvaluation(
      Recommenders recommenders, EvaluationRules rules, GateRules gate, int threads) {
    this.recommenders = recommenders;
    this.rules = rules;
    this.gate = gate;
    this.threads = threads;
  }

  private record Answers(int[] relevant, Map<String, int[]> lists) {}

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
    List<Answers> answers =
        Replay.inOrder(
            sessions.size(),
            threads,
            i -> {
              SessionCase session = sessions.get(i);
              return new Answers(
                  new int[] {session.next()},
                  recommenders.askInSession(
                      session.withoutEvents(rules.longest()), session.withEvents(rules.longest())));
            });
    record(Recommenders.inSession(), ModelMetrics.NEXT_CLICK, answers);
  }

  /** Measures what is found for people the night did not know, after their first clicks. */
  void measureFirstSessions(List<FirstSession> sessions) {
    List<Answers> answers =
        Replay.inOrder(
            sessions.size(),
            threads,
            i ->
                new Answers(
                    sessions.get(i).relevant(), recommenders.askAfterClicks(sessions.get(i))));
    record(recommenders.afterClicks(), ModelMetrics.FIRST_SESSION, answers);
  }

  /** Every number measured so far. */
  List<Measures.Value> values(int items) {
    return measured.stream().flatMap(each -> each.values(items).stream()).toList();
  }

  /**
   * How far what is served is above each other recommender, person by person, with the ends of its
   * interval; noted in the rows of the other one.
   */
  List<Measures.Value> gains(TuningRules tuning) {
    List<Measures.Value> gains = new ArrayList<>();
    for (Measures served : measured) {
      if (!isServed(served)) {
        continue;
      }
      double[] own = served.gateValues();
      for (Measures other : measured) {
        if (own.length > 0 && !isServed(other) && other.policy().equals(served.policy())) {
          Interval gain =
              Interval.ofDifference(own, other.gateValues(), tuning.resamples(), tuning.seed());
          gains.add(other.value(ModelMetrics.GAIN, gate.k(), gain.mean()));
          gains.add(other.value(ModelMetrics.GAIN_LOW, gate.k(), gain.low()));
          gains.add(other.value(ModelMetrics.GAIN_HIGH, gate.k(), gain.high()));
        }
      }
    }
    return gains;
  }

  /** Whether these are the figures of what an answer under their policy is. */
  private static boolean isServed(Measures measures) {
    boolean inSession =
        measures.policy().equals(ModelMetrics.NEXT_CLICK)
            || measures.policy().equals(ModelMetrics.FIRST_SESSION);
    return measures
        .recommender()
        .equals(inSession ? Recommenders.SESSION_BLEND : Recommenders.BLEND);
  }

  /** What the gate needs. */
  Evidence evidence(int items, TuningRules tuning) {
    double[] blend = gateValues(Recommenders.BLEND);
    double[] popular = gateValues(Recommenders.POPULAR);
    Map<String, Double> metrics = new TreeMap<>();
    for (Measures.Value value : values(items)) {
      boolean served =
          value.recommender().equals(Recommenders.BLEND)
              || value.recommender().equals(Recommenders.SESSION_BLEND);
      if (served && value.k() == rules.longest()) {
        metrics.put(
            "%s.%s@%d/%s".formatted(value.recommender(), value.metric(), value.k(), value.policy()),
            value.value());
      }
    }
    return new Evidence(
        gate.metric(),
        blend.length,
        Interval.ofMean(blend, tuning.resamples(), tuning.seed()),
        Interval.ofMean(popular, tuning.resamples(), tuning.seed()).mean(),
        Interval.ofDifference(blend, popular, tuning.resamples(), tuning.seed()),
        metrics);
  }

  private void measure(List<Asked> persons, boolean includeSeen, String policy) {
    List<Asked> asked =
        persons.stream().filter(person -> person.relevant(includeSeen).length > 0).toList();
    List<Answers> answers =
        Replay.inOrder(
            asked.size(),
            threads,
            i -> {
              Asked person = asked.get(i);
              return new Answers(
                  person.relevant(includeSeen),
                  recommenders.ask(person.personId(), includeSeen, policy));
            });
    record(recommenders.names(), policy, answers);
  }

  private void record(List<String> names, String policy, List<Answers> answers) {
    for (String name : names) {
      Measures measures = new Measures(name, policy, rules.cutoffs(), gate.k());
      for (Answers answer : answers) {
        measures.add(answer.lists().getOrDefault(name, new int[0]), answer.relevant());
      }
      measured.add(measures);
    }
  }

  private double[] gateValues(String recommender) {
    return measured.stream()
        .filter(each -> each.recommender().equals(recommender))
        .filter(each -> each.policy().equals(gate.policy()))
        .findFirst()
        .map(Measures::gateValues)
        .orElse(new double[0]);
  }
}

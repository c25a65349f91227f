package dev.nightjar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The world must be worth learning: a personal list far better than the popular one, the oracle
 * better still, and a session's own clicks a better guide to its next one than the long-term taste.
 */
class SignalStrengthTest {
  private static final int DAYS = 28;
  private static final int TEST_DAYS = 5;

  private static RecordedWorld recorded;
  private static Map<Integer, Set<Integer>> history;
  private static Map<Integer, Set<Integer>> future;
  private static double[][] similar;
  private static double[] popular;

  @BeforeAll
  static void live() {
    recorded = new RecordedWorld(WorldParams.of(7, 2000, 800, DAYS), DAYS - TEST_DAYS);
    history = RecordedWorld.itemsByPerson(recorded.before);
    future = RecordedWorld.itemsByPerson(recorded.after);
    int items = recorded.world.catalogue().items().size();
    popular = new double[items];
    similar = new double[items][items];
    for (Set<Integer> own : history.values()) {
      for (int left : own) {
        popular[left]++;
        for (int right : own) {
          similar[left][right] += left == right ? 0 : 1;
        }
      }
    }
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        similar[i][j] /= Math.sqrt(Math.max(1, popular[i]) * Math.max(1, popular[j]));
      }
    }
  }

  private static double[] itemItem(Set<Integer> own) {
    double[] scores = new double[popular.length];
    for (int seen : own) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] += similar[seen][i];
      }
    }
    return scores;
  }

  private static double[] ndcg(boolean newOnly) {
    double[] sums = new double[3];
    int users = 0;
    for (Map.Entry<Integer, Set<Integer>> entry : future.entrySet()) {
      Set<Integer> own = history.getOrDefault(entry.getKey(), Set.of());
      Set<Integer> relevant = new HashSet<>(entry.getValue());
      Set<Integer> without = newOnly ? own : Set.of();
      relevant.removeAll(without);
      if (own.isEmpty() || relevant.isEmpty()) {
        continue;
      }
      users++;
      List<Integer> oracle = new ArrayList<>(recorded.oracle.get(entry.getKey()));
      oracle.removeAll(without);
      sums[0] += Ranking.ndcg(Ranking.top(popular, without), relevant);
      sums[1] += Ranking.ndcg(Ranking.top(itemItem(own), without), relevant);
      sums[2] += Ranking.ndcg(oracle.subList(0, Math.min(20, oracle.size())), relevant);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= users;
    }
    return sums;
  }

  @Test
  void personalListsBeatThePopularOneAndTheOracleBeatsBoth() {
    for (boolean newOnly : new boolean[] {true, false}) {
      double[] ndcg = ndcg(newOnly);
      assertThat(ndcg[1] / ndcg[0]).as("item-item over popular").isGreaterThan(2.0);
      assertThat(ndcg[2] / ndcg[0]).as("oracle over popular").isGreaterThan(4.0);
      assertThat(ndcg[2]).as("oracle").isBetween(0.1, 0.6);
    }
  }

  @Test
  void theSessionsOwnClicksForetellTheNextOneBetterThanTheLongTermTaste() {
    double[] hits = new double[2];
    int asked = 0;
    double[][] covisits = covisits();
    Map<Integer, double[]> tastes = new HashMap<>();
    for (Visit visit : recorded.after) {
      List<Integer> clicks = new ArrayList<>();
      visit.steps().forEach(s -> clicks.add(s.item()));
      List<Integer> path = clicks.stream().distinct().toList();
      Set<Integer> own = history.getOrDefault(visit.person().index(), Set.of());
      for (int at = 1; at < path.size() && !own.isEmpty(); at++) {
        asked++;
        double[] session = new double[popular.length];
        for (int i = 0; i < at; i++) {
          double weight = Math.pow(0.7, at - 1 - i);
          for (int j = 0; j < session.length; j++) {
            session[j] += weight * covisits[path.get(i)][j];
          }
        }
        Set<Integer> gone = new HashSet<>(path.subList(0, at));
        double[] taste = tastes.computeIfAbsent(visit.person().index(), p -> itemItem(own));
        hits[0] += Ranking.top(taste, gone).contains(path.get(at)) ? 1 : 0;
        hits[1] += Ranking.top(session, gone).contains(path.get(at)) ? 1 : 0;
      }
    }
    assertThat(asked).isGreaterThan(1000);
    assertThat(hits[1] / hits[0]).as("session over taste").isGreaterThan(1.5);
  }

  private static double[][] covisits() {
    double[][] counts = new double[popular.length][popular.length];
    double[] visits = new double[popular.length];
    for (Visit visit : recorded.before) {
      List<Integer> path = visit.steps().stream().map(Step::item).distinct().toList();
      for (int left : path) {
        visits[left]++;
        for (int right : path) {
          counts[left][right] += left == right ? 0 : 1;
        }
      }
    }
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        counts[i][j] /= Math.sqrt(Math.max(1, visits[i]) * Math.max(1, visits[j]));
      }
    }
    return counts;
  }
}

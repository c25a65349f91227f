package dev.nightjar.export.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateScorerTest {
  private static final String[] IDS = {"a", "b", "c", "d", "e"};

  /**
   * b, c, d have the factors 1, 2, 3; a is near b (0.5) and c (0.25), b is near d (0.1); after a
   * comes b (0.6), after b come c (0.4) and d (0.3); the texts of a and e are alike (0.9).
   */
  private static ScoringModel model(int... unavailable) {
    BitSet off = new BitSet();
    for (int item : unavailable) {
      off.set(item);
    }
    BitSet newcomers = new BitSet();
    newcomers.set(4);
    return new ScoringModel(
        new ItemIndex(IDS.clone(), off),
        new ItemFactors(new String[] {"b", "c", "d"}, new float[] {1, 2, 3}, 1),
        new NeighborIndex(
            IDS.clone(),
            new int[] {0, 2, 3, 3, 3, 3},
            new int[] {1, 2, 3},
            new float[] {0.5f, 0.25f, 0.1f}),
        new NeighborIndex(
            IDS.clone(),
            new int[] {0, 1, 3, 3, 3, 3},
            new int[] {1, 2, 3},
            new float[] {0.6f, 0.4f, 0.3f}),
        new NeighborIndex(
            IDS.clone(), new int[] {0, 1, 1, 1, 1, 2}, new int[] {4, 0}, new float[] {0.9f, 0.9f}),
        newcomers);
  }

  @Test
  void whatComesNextWeighsLessForEveryOlderItemThatCounts() {
    CandidateScorer scorer = new CandidateScorer(model(), new CandidateParams(5, 10, 0.5));
    // Newest first: b, then a dismissed d, then a.
    UserRecord user =
        score(
            scorer,
            person(
                new int[] {1, 3, 0},
                new boolean[3],
                new boolean[] {false, true, false},
                new float[] {1}));
    ScoredItems next = user.candidates().get(Source.TRANSITIONS);
    assertThat(next.items()).containsExactly(2, 1);
    assertThat(next.scores()).containsExactly(1f, 0.3f / 0.4f);
  }

  @Test
  void proposesAnItemThatNobodyMetByItsTextAlone() {
    CandidateScorer scorer = new CandidateScorer(model(), new CandidateParams(5, 10, 0.5));
    UserRecord user =
        score(scorer, person(new int[] {0}, new boolean[1], new boolean[1], new float[] {1}));
    assertThat(user.candidates().get(Source.CONTENT).items()).containsExactly(4);
    assertThat(user.candidates().get(Source.ALS).items()).doesNotContain(4);
    assertThat(user.candidates().get(Source.NEWCOMERS).items()).containsExactly(4);
  }

  private static UserRecord score(CandidateScorer scorer, PersonHistory person) {
    return scorer.score(List.of(person)).get(0);
  }

  private static PersonHistory person(
      int[] items, boolean[] seen, boolean[] dismissed, float[] factors) {
    float[] ones = new float[items.length];
    java.util.Arrays.fill(ones, 1);
    return new PersonHistory(
        "p", 3, items, ones, ones, ones, ones, ones, ones.clone(), seen, dismissed, factors);
  }

  /** Somebody without factors. */
  private static PersonHistory guest() {
    PersonHistory one = person(new int[] {0}, new boolean[1], new boolean[1], new float[1]);
    return new PersonHistory(
        "g",
        0,
        one.items(),
        one.preferences(),
        one.positives(),
        one.days(),
        one.daysSince(),
        one.spans(),
        one.ownScores(),
        one.seen(),
        one.dismissed(),
        null);
  }

  @Test
  void keepsTheBestSeenAndTheBestUnseenItemsInOneListWithABestScoreOfOne() {
    CandidateScorer scorer = new CandidateScorer(model(), new CandidateParams(1, 10, 0.5));
    UserRecord user =
        score(scorer, person(new int[] {3}, new boolean[] {true}, new boolean[1], new float[] {1}));

    ScoredItems als = user.candidates().get(Source.ALS);
    assertThat(als.items()).containsExactly(3, 2);
    assertThat(als.scores()).containsExactly(1f, 2f / 3);
    assertThat(user.seen()).containsExactly(3);
    assertThat(user.segment()).isEqualTo(3);
  }

  @Test
  void neverProposesDismissedOrUnavailableItems() {
    CandidateScorer scorer = new CandidateScorer(model(2), new CandidateParams(5, 10, 0.5));
    UserRecord user =
        score(
            scorer,
            person(
                new int[] {3, 0},
                new boolean[] {false, true},
                new boolean[] {true, false},
                new float[] {1}));

    assertThat(user.candidates().get(Source.ALS).items()).containsExactly(1);
    assertThat(user.candidates().get(Source.ITEM_ITEM).items()).containsExactly(1);
    assertThat(user.candidates().get(Source.OWN_PAST).items()).containsExactly(0);
    assertThat(user.dismissed()).containsExactly(3);
  }

  @Test
  void addsUpTheNeighboursOfTheNewestItemsOnly() {
    CandidateScorer scorer = new CandidateScorer(model(), new CandidateParams(5, 1, 0.5));
    UserRecord user =
        score(
            scorer,
            new PersonHistory(
                "p",
                0,
                new int[] {1, 0},
                new float[] {1, 1},
                new float[] {1, 1},
                new float[] {1, 1},
                new float[2],
                new float[2],
                new float[2],
                new boolean[2],
                new boolean[2],
                null));

    assertThat(user.candidates()).containsOnlyKeys(Source.ITEM_ITEM, Source.TRANSITIONS);
    assertThat(user.candidates().get(Source.ITEM_ITEM).items()).containsExactly(3);
    assertThat(user.candidates().get(Source.TRANSITIONS).items()).containsExactly(2, 3);
  }

  @Test
  void scratchSpaceDoesNotLeakFromOnePersonToTheNext() {
    CandidateScorer scorer = new CandidateScorer(model(), new CandidateParams(5, 10, 0.5));
    PersonHistory one =
        person(new int[] {1}, new boolean[] {true}, new boolean[] {true}, new float[] {1});
    PersonHistory other =
        person(new int[] {4}, new boolean[] {true}, new boolean[1], new float[] {1});
    UserRecord alone = score(new CandidateScorer(model(), new CandidateParams(5, 10, 0.5)), other);
    score(scorer, one);

    assertThat(score(scorer, other)).isEqualTo(alone);
    assertThat(scorer.score(List.of(one, other, guest(), other)))
        .containsExactly(score(scorer, one), alone, score(scorer, guest()), score(scorer, other));
    assertThat(scorer.score(Collections.nCopies(70, other))).hasSize(70).containsOnly(alone);
  }
}

package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForestRankerTest {
  private static final int RECENT = Source.RECENT.ordinal();
  private static final int ALS = Source.ALS.ordinal();

  /** Items 0 to 99 by a source that weighs, 200 to 299 by one that the weights leave out. */
  private static EligibleCandidates candidates() {
    BlendedCandidates table = new BlendedCandidates();
    for (int i = 0; i < 100; i++) {
      float score = 1 - i / 100f;
      table.add(i, RECENT, i + 1, score, score);
      table.add(200 + i, ALS, i + 1, score, 0);
    }
    EligibleCandidates eligible = new EligibleCandidates();
    eligible.reset(table);
    for (int row = 0; row < table.size(); row++) {
      eligible.add(row);
    }
    return eligible;
  }

  private static List<Integer> shortlist(int most) {
    EligibleCandidates candidates = candidates();
    Scratch scratch = new Scratch();
    scratch.prepare(300);
    TopRows shown = ForestRanker.shortlist(candidates, most, scratch);
    List<Integer> items = new ArrayList<>();
    for (int place = 0; place < shown.size(); place++) {
      items.add(candidates.table().item(shown.row(place)));
    }
    return items;
  }

  @Test
  void looksAtTheHeadOfASourceThatTheWeightsLeaveOut() {
    assertThat(shortlist(40)).hasSize(40).contains(0, 29, 200, 209).doesNotContain(30, 210);
  }

  @Test
  void keepsToTheBestByTheSumWhereHeadsAreMoreThanItMayLookAt() {
    assertThat(shortlist(5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }
}

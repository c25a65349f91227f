package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.UserRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static Profile person(double events) {
    return new Profile(events, "new", UserRecord.NO_SEGMENT, null);
  }

  private static List<String> activities(double... events) {
    List<List<String>> slices =
        Slices.ofPersons(
            IntStream.range(0, events.length).mapToObj(i -> person(events[i])).toList());
    return slices.stream().map(each -> each.get(each.size() - 1)).toList();
  }

  @Test
  void partsPersonsInThirdsByWhatTheyDid() {
    assertThat(activities(9, 1, 5, 2, 6, 30))
        .containsExactly(
            "activity:high",
            "activity:low",
            "activity:middle",
            "activity:low",
            "activity:middle",
            "activity:high");
  }

  @Test
  void keepsThoseWithEquallyManyTogether() {
    assertThat(activities(1, 1, 1, 1, 1, 4))
        .containsExactly(
            "activity:low",
            "activity:low",
            "activity:low",
            "activity:low",
            "activity:low",
            "activity:high");
  }

  @Test
  void tellsWhoCameOnceFromWhoCameBack() {
    assertThat(Profile.of(null, null).slices()).containsExactly("visitor:unknown");
    assertThat(Profile.of(met(3, 0, 3), "tablet").slices())
        .containsExactly("visitor:new", "segment:2", "device:tablet");
    assertThat(Profile.of(met(3, 0, 9), null).slices())
        .containsExactly("visitor:returning", "segment:2");
    assertThat(Profile.of(met(3, 5, 3), null).visitor()).isEqualTo("returning");
    assertThat(Profile.of(met(3, 5, 3), null).events()).isEqualTo(4);
  }

  /** Two items met: one so many days ago over such a span, the other so many days ago. */
  private static UserRecord met(float since, float span, float otherSince) {
    return new UserRecord(
        2,
        new int[0],
        new int[0],
        Map.of(),
        new OwnItems(
            new int[] {0, 1},
            new float[] {3, 1},
            new float[] {2, 1},
            new float[] {1, 1},
            new float[] {since, otherSince},
            new float[] {span, 0}));
  }

  @Test
  void looksForItemsOfEachAgeByThemselves() {
    ItemAges ages = new ItemAges(new double[] {3, 40, 6.9, Double.NaN, 400});
    Answers answer =
        new Answers(
            new Judged(new int[] {0, 1, 2, 3}, 5, new double[0], List.of("visitor:new")),
            Map.of("als", new int[] {2, 4, 0}));
    Map<String, List<Answers>> slices = Slices.of(List.of(answer), ages);

    assertThat(slices)
        .containsOnlyKeys("visitor:new", "item_age:below_7_days", "item_age:30_to_90_days");
    assertThat(slices.get("visitor:new")).containsExactly(answer);
    Answers young = slices.get("item_age:below_7_days").get(0);
    assertThat(young.judged().relevant()).containsExactly(0, 2);
    assertThat(young.ndcg("als", 1)).isEqualTo(1);
    assertThat(slices.get("item_age:30_to_90_days").get(0).ndcg("als", 20)).isZero();
  }
}

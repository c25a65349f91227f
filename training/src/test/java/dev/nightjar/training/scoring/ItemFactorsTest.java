package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemFactorsTest {
  private static final ItemFactors ITEMS =
      new ItemFactors(
          new String[] {"a", "b", "c"},
          new float[] {1, 0, 0, 0, 2, /**/ 0, 1, 0, 0, 0, /**/ 0, 0, 1, 1, 1},
          5);

  @Test
  void scoresByTheDotProductOverEveryFactor() {
    assertThat(scores(ITEMS, new float[] {2, 9, 1, 1, 1})).containsExactly(4f, 9f, 3f);
  }

  @Test
  void scoresABlockOfPersonsTileByTileAsEachAlone() {
    int items = 2500;
    int rank = 19;
    Random random = new Random(1);
    String[] ids = new String[items];
    java.util.Arrays.setAll(ids, i -> "item-" + (10_000 + i));
    float[] byItem = numbers(items * rank, random);
    ItemFactors factors = new ItemFactors(ids, byItem, rank);
    float[][] persons = {numbers(rank, random), numbers(rank, random), numbers(rank, random)};
    float[][] found = new float[2][items];
    factors.scoreAll(
        persons, 2, (p, from, to, tile) -> System.arraycopy(tile, 0, found[p], from, to - from));
    for (int p = 0; p < 2; p++) {
      assertThat(found[p]).isEqualTo(scores(factors, persons[p]));
      for (int item : new int[] {0, 1023, 1024, items - 1}) {
        double dot = 0;
        for (int f = 0; f < rank; f++) {
          dot += persons[p][f] * byItem[item * rank + f];
        }
        assertThat((double) found[p][item]).isCloseTo(dot, within(1e-4));
      }
    }
  }

  private static float[] numbers(int length, Random random) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] scores(ItemFactors factors, float[] person) {
    float[] scores = new float[factors.size()];
    factors.scoreAll(person, scores);
    return scores;
  }

  @Test
  void findsItemsByTheirIds() {
    assertThat(ITEMS.index("c")).isEqualTo(2);
    assertThat(ITEMS.index("d")).isEqualTo(-1);
    assertThat(ITEMS.id(1)).isEqualTo("b");
  }

  @Test
  void survivesSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ITEMS);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ItemFactors copy = (ItemFactors) in.readObject();
      assertThat(scores(copy, new float[] {0, 0, 0, 0, 1})).containsExactly(2f, 0f, 1f);
    }
  }

  @Test
  void refusesIdsOutOfOrderAndFactorsThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFactors(new String[] {"b", "a"}, new float[2], 1))
        .withMessageContaining("ascend");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFactors(new String[] {"a"}, new float[3], 2))
        .withMessageContaining("3 factors");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scores(ITEMS, new float[2]))
        .withMessageContaining("2 factors");
  }
}

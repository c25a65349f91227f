package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ItemFactorsTest {
  private static final ItemFactors ITEMS =
      new ItemFactors(
          new String[] {"a", "b", "c"},
          new float[] {1, 0, 0, 0, 2, /**/ 0, 1, 0, 0, 0, /**/ 0, 0, 1, 1, 1},
          5);

  @Test
  void ranksByTheDotProductOverEveryFactor() {
    float[] person = {2, 9, 1, 1, 1};
    Ranked ranked = ITEMS.topK(person, 2, null);
    assertThat(ranked.items()).containsExactly(1, 0);
    assertThat(ranked.scores()).containsExactly(9f, 4f);
  }

  @Test
  void leavesOutExcludedItems() {
    BitSet excluded = new BitSet();
    excluded.set(1);
    assertThat(ITEMS.topK(new float[] {1, 5, 1, 1, 1}, 3, excluded).items())
        .doesNotContain(1)
        .hasSize(2);
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
      assertThat(copy.topK(new float[] {0, 0, 0, 0, 1}, 1, null).items()).containsExactly(0);
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
        .isThrownBy(() -> ITEMS.topK(new float[2], 1, null))
        .withMessageContaining("2 factors");
  }
}

package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ItemAttributesTest {
  private static final List<String> WORDS =
      List.of("", "a", "b", "aa", "Ä", "漢", "\uFFFD", "🌙", "\uE000", "a b");

  @Property(tries = 200)
  void whatWasSaidOfAnItemComesBack(@ForAll long seed) {
    Random random = new Random(seed);
    int items = 1 + random.nextInt(40);
    int most = random.nextInt(4);
    List<List<String>> texts = new ArrayList<>();
    List<List<Double>> numbers = new ArrayList<>();
    ItemAttributeBuilder text = ItemAttributeBuilder.texts("t", items);
    ItemAttributeBuilder number = ItemAttributeBuilder.numbers("t", items);
    for (int item = 0; item < items; item++) {
      texts.add(random.ints(random.nextInt(most + 1), 0, 10).mapToObj(WORDS::get).toList());
      numbers.add(random.ints(random.nextInt(most + 1), -9, 9).mapToObj(n -> n / 4.0).toList());
      if (!texts.get(item).isEmpty()) {
        text.add(item, texts.get(item));
      }
      number.addNumbers(item, numbers.get(item));
    }
    ItemAttributes back =
        ItemAttributes.decode(
            new ItemAttributes(items, List.of(), List.of(number.build(), text.build())).encode());
    for (int item = 0; item < items; item++) {
      assertThat(texts(back.texts("t"), item)).isEqualTo(new TreeSet<>(texts.get(item)));
      assertThat(numbers(back.numbers("t"), item)).isEqualTo(new TreeSet<>(numbers.get(item)));
    }
    for (String word : WORDS) {
      int code = back.texts("t").codeOf(word);
      assertThat(code > 0).isEqualTo(texts.stream().anyMatch(each -> each.contains(word)));
      assertThat(code == 0 || back.texts("t").text(code).equals(word)).isTrue();
    }
  }

  @Test
  void numbersOfValuesTakeAsManyBytesAsTheyNeed() {
    for (int values : new int[] {1, 255, 256, 65_535, 65_536}) {
      ItemAttributeBuilder builder = ItemAttributeBuilder.numbers("n", values + 1);
      for (int item = 0; item < values; item++) {
        builder.add(item, values - item);
      }
      ItemAttribute attribute = builder.build();
      for (int item = 0; item < values; item++) {
        assertThat(attribute.number(attribute.code(item))).isEqualTo(values - item);
      }
      assertThat(attribute.code(values)).isZero();
      assertThat(attribute.firstNotBelow(values + 1)).isEqualTo(values + 1);
      assertThat(attribute.firstNotBelow(0.5)).isEqualTo(1);
      assertThat(builder.bytes())
          .isGreaterThanOrEqualTo(
              new ItemAttributes(values + 1, List.of(), List.of(attribute)).encode().length);
    }
  }

  @Test
  void zeroHasOneSignAndNotANumberSaysNothing() {
    ItemAttribute attribute =
        ItemAttributeBuilder.numbers("n", 3).add(0, -0.0).add(1, 0.0).add(2, Double.NaN).build();
    assertThat(attribute.valueCount()).isEqualTo(1);
    assertThat(attribute.code(0)).isEqualTo(attribute.code(1)).isEqualTo(1);
    assertThat(attribute.code(2)).isZero();
  }

  @Test
  void halfOfAPairOfCharactersIsAQuestionMark() {
    ItemAttribute attribute =
        ItemAttributeBuilder.texts("t", 2).add(0, "\uD83C").add(1, "?").build();
    assertThat(attribute.code(0)).isEqualTo(attribute.codeOf("?")).isEqualTo(attribute.code(1));
  }

  @Test
  void anItemIsSaidOnceAndInAnyOrder() {
    ItemAttributeBuilder builder = ItemAttributeBuilder.texts("t", 3).add(2, "a").add(1, "b");
    assertThatThrownBy(() -> builder.add(1, "b")).isInstanceOf(IllegalArgumentException.class);
    assertThat(builder.build().code(1)).isEqualTo(2);
  }

  private static TreeSet<String> texts(ItemAttribute attribute, int item) {
    TreeSet<String> found = new TreeSet<>();
    codes(attribute, item).forEach(code -> found.add(attribute.text(code)));
    return found;
  }

  private static TreeSet<Double> numbers(ItemAttribute attribute, int item) {
    TreeSet<Double> found = new TreeSet<>();
    codes(attribute, item).forEach(code -> found.add(attribute.number(code)));
    return found;
  }

  private static List<Integer> codes(ItemAttribute attribute, int item) {
    List<Integer> codes = new ArrayList<>();
    if (attribute.isMany()) {
      for (int place = attribute.first(item); place < attribute.end(item); place++) {
        codes.add(attribute.codeAt(place));
      }
    } else if (attribute.code(item) > 0) {
      codes.add(attribute.code(item));
    }
    return codes;
  }
}

package dev.nightjar.export.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemAttribute;
import dev.nightjar.contract.ItemAttributes;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttributeColumnsTest {
  @Test
  void keepsTextsAndNumbersOfOneName() {
    AttributeColumns columns = new AttributeColumns(3, 1_000, 1_000);
    columns.texts("properties.size", 2, List.of("XL"));
    columns.texts("properties.size", 0, List.of("42"));
    columns.numbers("properties.size", 0, List.of(42.0));

    ItemAttributes built = columns.build();

    ItemAttribute texts = Objects.requireNonNull(built.texts("properties.size"));
    ItemAttribute numbers = Objects.requireNonNull(built.numbers("properties.size"));
    assertThat(texts.text(texts.code(0))).isEqualTo("42");
    assertThat(texts.text(texts.code(2))).isEqualTo("XL");
    assertThat(numbers.number(numbers.code(0))).isEqualTo(42);
    assertThat(numbers.code(2)).isZero();
    assertThat(built.leftOut()).isEmpty();
  }

  @Test
  void leavesOutWhatTakesTooMuchRoomAndNamesIt() {
    AttributeColumns columns = new AttributeColumns(3, 100, 10_000);
    columns.leaveOut("rare");
    for (int item = 0; item < 3; item++) {
      columns.texts("tag", item, List.of("new"));
      columns.texts("properties.story", item, List.of("once upon a time ".repeat(4) + item));
    }

    ItemAttributes built = columns.build();

    assertThat(built.leftOut()).containsExactly("properties.rare", "properties.story");
    assertThat(built.all()).extracting(ItemAttribute::name).containsExactly("tag");
  }

  @Test
  void leavesOutTheLargestWhenAllTogetherTakeTooMuchRoom() {
    AttributeColumns columns = new AttributeColumns(3, 10_000, 1_500);
    List<String> names = List.of("d", "b", "f", "a", "c", "e", "g");
    for (int i = 0; i < names.size(); i++) {
      columns.texts("properties." + names.get(i), 0, List.of("x".repeat(100 * i)));
    }

    ItemAttributes built = columns.build();

    assertThat(built.leftOut()).containsExactly("properties.e", "properties.g");
    assertThat(built.all())
        .extracting(ItemAttribute::name)
        .containsExactly(
            "properties.a", "properties.b", "properties.c", "properties.d", "properties.f");
    assertThat(built.encode().length).isLessThan(1_500);
  }

  @Test
  void readsPropertiesAsTheyWereSent() {
    assertThat(PropertyValues.of("red")).containsExactly("red");
    assertThat(PropertyValues.of("[\"red\",4,true,null,[1],{}]"))
        .containsExactly("red", "4", "true");
    assertThat(PropertyValues.of("[]")).isEmpty();
    assertThat(PropertyValues.of("[new] red [arrivals]")).containsExactly("[new] red [arrivals]");
    assertThat(PropertyValues.of("{\"a\":1}")).isEmpty();
    assertThat(PropertyValues.of("[1] best")).containsExactly("[1] best");
    assertThat(PropertyValues.of("[\"red\",\"" + "b".repeat(993))).isEmpty();
    assertThat(PropertyValues.numbers(List.of("4", "-0.5", "00123", "1e3", "4 cm", "")))
        .containsExactly(4.0, -0.5, 123.0);
  }
}

package dev.nightjar.serving.bench;

import dev.nightjar.contract.ItemAttributeBuilder;
import dev.nightjar.contract.ItemAttributes;
import java.util.List;

/** What the made-up catalogue says of its items, as filters ask for it. */
final class SampleAttributes {
  private static final List<String> COLORS = List.of("red", "green", "blue");
  private static final int PRICES = 90;
  private static final int LOWEST = 5;
  private static final int TAGGED = 7;
  private static final int COLORED = 2;

  private SampleAttributes() {}

  /** Price of an item. */
  static double price(int item) {
    return item % PRICES + LOWEST + 0.5;
  }

  /** Every item has a price, every second one a colour, every seventh one a tag. */
  static ItemAttributes of(int items) {
    ItemAttributeBuilder prices = ItemAttributeBuilder.numbers(ItemAttributes.PRICE, items);
    ItemAttributeBuilder tags = ItemAttributeBuilder.texts(ItemAttributes.TAG, items);
    ItemAttributeBuilder colors =
        ItemAttributeBuilder.texts(ItemAttributes.PROPERTY + "color", items);
    for (int item = 0; item < items; item++) {
      prices.add(item, price(item));
      if (item % TAGGED == 0) {
        tags.add(item, item % COLORED == 0 ? List.of("new", "gift") : List.of("new"));
      }
      if (item % COLORED == 0) {
        colors.add(item, COLORS.get(item % COLORS.size()));
      }
    }
    return new ItemAttributes(
        items, List.of(), List.of(prices.build(), tags.build(), colors.build()));
  }
}

package dev.nightjar.export.snapshot;

import dev.nightjar.contract.ItemAttribute;
import dev.nightjar.contract.ItemAttributeBuilder;
import dev.nightjar.contract.ItemAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of items while they are collected. One whose values take too much room goes at once
 * and is named as left out; so are, in the end, the largest ones if the file would be too large to
 * be mapped. Not thread-safe.
 */
final class AttributeColumns {
  private final int items;
  private final long maxValueBytes;
  private final long maxFileBytes;
  private final Map<String, Column> columns = new TreeMap<>();
  private final TreeSet<String> leftOut = new TreeSet<>();

  /** The texts and the numbers of one name. */
  private record Column(ItemAttributeBuilder texts, ItemAttributeBuilder numbers) {
    long bytes() {
      return (texts.isEmpty() ? 0 : texts.bytes()) + (numbers.isEmpty() ? 0 : numbers.bytes());
    }

    long valueBytes() {
      return texts.dictionaryBytes() + numbers.dictionaryBytes();
    }
  }

  /**
   * @param maxValueBytes bytes of the different values of one attribute, at most
   * @param maxFileBytes bytes of all attributes together, at most
   */
  AttributeColumns(int items, long maxValueBytes, long maxFileBytes) {
    this.items = items;
    this.maxValueBytes = maxValueBytes;
    this.maxFileBytes = maxFileBytes;
  }

  /** Leaves a property of this name out. */
  void leaveOut(String property) {
    leftOut.add(ItemAttributes.PROPERTY + property);
  }

  /** Says the texts of an item, once. */
  void texts(String name, int item, Collection<String> values) {
    Column column = column(name);
    if (column != null && !values.isEmpty()) {
      column.texts().add(item, values);
      drop(name, column);
    }
  }

  /** Says the numbers of an item, once. */
  void numbers(String name, int item, Collection<Double> values) {
    Column column = column(name);
    if (column != null && !values.isEmpty()) {
      column.numbers().addNumbers(item, values);
      drop(name, column);
    }
  }

  /** All attributes that there is room for. */
  ItemAttributes build() {
    // A copy, because entries of a tree change when another one is removed.
    List<Map.Entry<String, Column>> largestFirst = new ArrayList<>(Map.copyOf(columns).entrySet());
    largestFirst.sort(
        Comparator.<Map.Entry<String, Column>>comparingLong(entry -> -entry.getValue().bytes())
            .thenComparing(Map.Entry::getKey));
    long bytes = columns.values().stream().mapToLong(Column::bytes).sum();
    for (Map.Entry<String, Column> largest : largestFirst) {
      if (bytes > maxFileBytes) {
        bytes -= largest.getValue().bytes();
        columns.remove(largest.getKey());
        leftOut.add(largest.getKey());
      }
    }
    List<ItemAttribute> built = new ArrayList<>();
    for (Column column : columns.values()) {
      for (ItemAttributeBuilder each : List.of(column.texts(), column.numbers())) {
        if (!each.isEmpty()) {
          built.add(each.build());
        }
      }
    }
    return new ItemAttributes(items, List.copyOf(leftOut), built);
  }

  private @Nullable Column column(String name) {
    return leftOut.contains(name)
        ? null
        : columns.computeIfAbsent(
            name,
            any ->
                new Column(
                    ItemAttributeBuilder.texts(name, items),
                    ItemAttributeBuilder.numbers(name, items)));
  }

  private void drop(String name, Column column) {
    if (column.valueBytes() > maxValueBytes) {
      columns.remove(name);
      leftOut.add(name);
    }
  }
}

package dev.nightjar.ranking.filter;

import dev.nightjar.contract.ItemAttribute;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.ranking.InvalidQueryException;
import dev.nightjar.ranking.store.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns conditions into predicates over the columns of a snapshot. Texts become numbers of values
 * here, so that asking an item compares nothing but numbers. Not thread-safe; belongs to one
 * filter.
 */
final class Binding {
  private static final ItemPredicate NEVER = item -> false;

  private final Snapshot snapshot;
  private final Set<String> unknown = new LinkedHashSet<>();

  private Binding(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static BoundFilter of(Condition condition, Snapshot snapshot) {
    Binding binding = new Binding(snapshot);
    ItemPredicate predicate = binding.bind(condition);
    return new BoundFilter(predicate, List.copyOf(binding.unknown));
  }

  private ItemPredicate bind(Condition condition) {
    if (condition instanceof Condition.AllOf all) {
      return allOf(all.parts().stream().map(this::bind).toArray(ItemPredicate[]::new));
    }
    if (condition instanceof Condition.AnyOf any) {
      return anyOf(any.parts().stream().map(this::bind).toArray(ItemPredicate[]::new));
    }
    if (condition instanceof Condition.Not not) {
      ItemPredicate part = bind(not.part());
      return item -> !part.test(item);
    }
    if (condition instanceof Condition.Known known) {
      return known(known.field());
    }
    Condition.Comparison comparison = (Condition.Comparison) condition;
    ItemPredicate found = found(comparison);
    if (!comparison.operator().isNegative()) {
      return found;
    }
    ItemPredicate known = known(comparison.field());
    return item -> known.test(item) && !found.test(item);
  }

  private static ItemPredicate allOf(ItemPredicate... parts) {
    return item -> {
      for (ItemPredicate part : parts) {
        if (!part.test(item)) {
          return false;
        }
      }
      return true;
    };
  }

  private static ItemPredicate anyOf(ItemPredicate... parts) {
    return item -> {
      for (ItemPredicate part : parts) {
        if (part.test(item)) {
          return true;
        }
      }
      return false;
    };
  }

  /** Whether the item has a value that compares so with one of those given. */
  private ItemPredicate found(Condition.Comparison comparison) {
    return switch (comparison.field().name()) {
      case Field.CATEGORY -> inCategories(comparison.values());
      case Field.ITEM_ID -> oneOf(comparison.values());
      default -> ofAttributes(comparison);
    };
  }

  private ItemPredicate known(Field field) {
    if (field.name().equals(Field.CATEGORY)) {
      return item -> snapshot.endOfCategories(item) > snapshot.firstCategory(item);
    }
    if (field.name().equals(Field.ITEM_ID)) {
      return item -> true;
    }
    boolean texts = field.type() == Field.Type.TEXT || field.type() == Field.Type.PROPERTY;
    ItemAttribute attribute = attribute(field, texts);
    if (attribute == null) {
      return NEVER;
    }
    return attribute.isMany()
        ? item -> attribute.end(item) > attribute.first(item)
        : item -> attribute.code(item) > 0;
  }

  private ItemPredicate inCategories(List<Literal> values) {
    int[] wanted =
        values.stream()
            .mapToInt(value -> snapshot.categoryNumber(((Literal.Text) value).value()))
            .filter(number -> number >= 0)
            .toArray();
    return item -> {
      for (int category : wanted) {
        if (snapshot.inCategory(item, category)) {
          return true;
        }
      }
      return false;
    };
  }

  private ItemPredicate oneOf(List<Literal> values) {
    int[] wanted =
        values.stream()
            .mapToInt(value -> snapshot.indexOf(((Literal.Text) value).value()))
            .sorted()
            .toArray();
    return item -> Arrays.binarySearch(wanted, item) >= 0;
  }

  /** Texts are looked for among the texts, numbers and times among what reads as a number. */
  private ItemPredicate ofAttributes(Condition.Comparison comparison) {
    CodeSet texts = null;
    CodeSet numbers = null;
    for (Literal value : comparison.values()) {
      boolean text = value instanceof Literal.Text || value instanceof Literal.Flag;
      ItemAttribute attribute = attribute(comparison.field(), text);
      if (attribute == null) {
        continue;
      }
      if (text) {
        texts = texts == null ? new CodeSet(attribute) : texts;
        texts.add(attribute.codeOf(text(value)));
      } else {
        numbers = numbers == null ? new CodeSet(attribute) : numbers;
        range(attribute, comparison.operator(), value, numbers);
      }
    }
    List<ItemPredicate> parts = new ArrayList<>(2);
    if (texts != null) {
      parts.add(texts.any());
    }
    if (numbers != null) {
      parts.add(numbers.any());
    }
    return parts.size() == 1 ? parts.get(0) : anyOf(parts.toArray(new ItemPredicate[0]));
  }

  private static String text(Literal value) {
    return value instanceof Literal.Flag flag
        ? String.valueOf(flag.value())
        : ((Literal.Text) value).value();
  }

  private static void range(
      ItemAttribute attribute, Operator operator, Literal value, CodeSet into) {
    double low;
    double high;
    if (value instanceof Literal.Moment moment) {
      low = moment.from();
      high = moment.until();
    } else {
      low = ((Literal.Number) value).value();
      high = Math.nextUp(low);
    }
    int end = attribute.valueCount() + 1;
    switch (operator) {
      case BELOW -> into.add(1, attribute.firstNotBelow(low));
      case AT_MOST -> into.add(1, attribute.firstNotBelow(high));
      case ABOVE -> into.add(attribute.firstNotBelow(high), end);
      case AT_LEAST -> into.add(attribute.firstNotBelow(low), end);
      default -> into.add(attribute.firstNotBelow(low), attribute.firstNotBelow(high));
    }
  }

  /** The column of a field, or null when no item has a value of this kind. */
  private @Nullable ItemAttribute attribute(Field field, boolean texts) {
    ItemAttributes attributes = snapshot.attributes();
    String id = snapshot.manifest().snapshotId();
    if (attributes == null) {
      throw new InvalidQueryException(
          "filter",
          "asks for "
              + field.spelled()
              + ", but the snapshot "
              + id
              + " is of a release that kept only categories; the next night's can be asked");
    }
    if (attributes.leftOut().contains(field.name())) {
      throw new InvalidQueryException(
          "filter",
          "asks for "
              + field.spelled()
              + ", which the snapshot "
              + id
              + " leaves out for its size; export.filters in conf/nightjar.conf sets the limits");
    }
    ItemAttribute found = texts ? attributes.texts(field.name()) : attributes.numbers(field.name());
    if (attributes.texts(field.name()) == null && attributes.numbers(field.name()) == null) {
      unknown.add(field.spelled());
    }
    return found;
  }
}

package dev.nightjar.ranking.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemAttribute;
import dev.nightjar.contract.ItemAttributeBuilder;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Random filters over random items, beside what they mean over the plain values. */
class FilterPropertyTest {
  private static final int FILTERS_A_WORLD = 60;
  private static final List<String> TEXTS =
      List.of("a", "B", "ä'", "\"\\", "漢 🌙", "5", "true", "");
  private static final List<Double> NUMBERS = List.of(-1.5, 0.0, 1e-7, 5.0, 5.25, 1e17);
  private static final List<Field> FIELDS =
      List.of(
          new Field("category", Field.Type.TEXT),
          new Field("tag", Field.Type.TEXT),
          new Field("currency", Field.Type.TEXT),
          new Field("price", Field.Type.NUMBER),
          new Field("published_at", Field.Type.TIME),
          new Field("properties.one", Field.Type.PROPERTY),
          new Field("properties.a \"quoted\" one", Field.Type.PROPERTY));

  private static final List<Literal.Moment> MOMENTS =
      Stream.of("2026-01-31", "1969-12-31", "2026-01-31T12:00:00Z", "2026-02-01T00:30:00+01:00")
          .map(text -> new Token(Token.Kind.TIME, text, 1))
          .map(token -> (Literal.Moment) LiteralReader.read(token, FIELDS.get(4)))
          .toList();

  /** An item: its values by the name of the field. */
  private record Item(Map<String, List<String>> texts, Map<String, List<Double>> numbers) {}

  @Property(tries = 500)
  void aFilterThatIsWrittenOutIsReadAsTheSame(@ForAll long seed) {
    Condition condition = condition(new Random(seed), 4);
    assertThat(FilterParser.parse(condition.spelled())).isEqualTo(condition);
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void aFilterWantsWhatItMeans(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Item> items = new ArrayList<>();
    for (int i = 1 + random.nextInt(30); i > 0; i--) {
      items.add(item(random));
    }
    Path folder = Files.createTempDirectory("nightjar-filters-");
    write(items, folder);
    try (Snapshot snapshot = Snapshot.open(folder)) {
      for (int i = 0; i < FILTERS_A_WORLD; i++) {
        Condition condition = condition(random, 3);
        ItemPredicate bound = ItemFilter.parse(condition.spelled()).bind(snapshot).predicate();
        for (int item = 0; item < items.size(); item++) {
          assertThat(bound.test(item))
              .as("%s of %s", condition.spelled(), items.get(item))
              .isEqualTo(holds(condition, items.get(item)));
        }
      }
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static boolean holds(Condition condition, Item item) {
    if (condition instanceof Condition.AllOf all) {
      return all.parts().stream().allMatch(part -> holds(part, item));
    }
    if (condition instanceof Condition.AnyOf any) {
      return any.parts().stream().anyMatch(part -> holds(part, item));
    }
    if (condition instanceof Condition.Not not) {
      return !holds(not.part(), item);
    }
    if (condition instanceof Condition.Known known) {
      return isKnown(item, known.field());
    }
    Condition.Comparison asked = (Condition.Comparison) condition;
    boolean found = asked.values().stream().anyMatch(value -> holds(asked, value, item));
    return asked.operator().isNegative() ? isKnown(item, asked.field()) && !found : found;
  }

  private static boolean isKnown(Item item, Field field) {
    return !item.texts().getOrDefault(field.name(), List.of()).isEmpty()
        || !item.numbers().getOrDefault(field.name(), List.of()).isEmpty();
  }

  private static boolean holds(Condition.Comparison asked, Literal value, Item item) {
    List<String> texts = item.texts().getOrDefault(asked.field().name(), List.of());
    List<Double> numbers = item.numbers().getOrDefault(asked.field().name(), List.of());
    if (value instanceof Literal.Text text) {
      return texts.contains(text.value());
    }
    if (value instanceof Literal.Flag flag) {
      return texts.contains(String.valueOf(flag.value()));
    }
    if (value instanceof Literal.Number number) {
      return numbers.stream()
          .anyMatch(n -> compares(asked.operator(), n, number.value(), n <= number.value()));
    }
    Literal.Moment moment = (Literal.Moment) value;
    return numbers.stream()
        .anyMatch(n -> compares(asked.operator(), n, moment.from(), n < moment.until()));
  }

  private static boolean compares(Operator operator, double n, double from, boolean notAfter) {
    return switch (operator) {
      case BELOW -> n < from;
      case AT_MOST -> notAfter;
      case ABOVE -> !notAfter;
      case AT_LEAST -> n >= from;
      default -> n >= from && notAfter;
    };
  }

  private static Condition condition(Random random, int depth) {
    return switch (depth == 0 ? 3 : random.nextInt(6)) {
      case 0 -> new Condition.AllOf(parts(random, depth));
      case 1 -> new Condition.AnyOf(parts(random, depth));
      case 2 -> new Condition.Not(condition(random, depth - 1));
      default ->
          random.nextInt(8) == 0
              ? new Condition.Known(any(random, FIELDS))
              : comparison(random, any(random, FIELDS));
    };
  }

  private static List<Condition> parts(Random random, int depth) {
    List<Condition> parts = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      parts.add(condition(random, depth - 1));
    }
    return parts;
  }

  private static Condition comparison(Random random, Field field) {
    Operator operator = any(random, List.of(Operator.values()));
    if (operator.isOrder() && field.type() == Field.Type.TEXT) {
      operator = Operator.NOT_EQUAL;
    }
    List<Literal> values = new ArrayList<>();
    boolean several = operator == Operator.IN || operator == Operator.NOT_IN;
    for (int i = several ? 1 + random.nextInt(3) : 1; i > 0; i--) {
      values.add(literal(random, field.type(), operator.isOrder()));
    }
    return new Condition.Comparison(field, operator, values);
  }

  private static Literal literal(Random random, Field.Type type, boolean ordered) {
    return switch (type) {
      case TEXT -> new Literal.Text(any(random, TEXTS));
      case NUMBER -> new Literal.Number(any(random, NUMBERS));
      case TIME -> any(random, MOMENTS);
      case PROPERTY ->
          ordered || random.nextBoolean()
              ? new Literal.Number(any(random, NUMBERS))
              : random.nextInt(3) == 0
                  ? new Literal.Flag(random.nextBoolean())
                  : new Literal.Text(any(random, TEXTS));
    };
  }

  private static Item item(Random random) {
    Item item = new Item(new HashMap<>(), new HashMap<>());
    for (Field field : FIELDS) {
      boolean single = List.of("currency", "price", "published_at").contains(field.name());
      for (int i = random.nextInt(single ? 2 : 4); i > 0; i--) {
        value(random, field, item);
      }
    }
    return item;
  }

  private static void value(Random random, Field field, Item item) {
    List<String> texts = item.texts().computeIfAbsent(field.name(), name -> new ArrayList<>());
    List<Double> numbers = item.numbers().computeIfAbsent(field.name(), name -> new ArrayList<>());
    switch (field.type()) {
      case TEXT -> texts.add(any(random, TEXTS));
      case NUMBER -> numbers.add(any(random, NUMBERS));
      case TIME -> numbers.add(any(random, MOMENTS).from() + random.nextInt(3) - 1);
      case PROPERTY -> {
        double number = any(random, NUMBERS);
        boolean reads = random.nextBoolean();
        texts.add(reads ? String.valueOf(number) : any(random, TEXTS));
        if (reads) {
          numbers.add(number);
        }
      }
    }
  }

  private static void write(List<Item> items, Path folder) {
    SnapshotFolder snapshot = new SnapshotFolder();
    List<ItemAttribute> attributes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<String> categories =
          items.get(i).texts().getOrDefault("category", List.of()).stream().distinct().toList();
      snapshot.item(new ItemRecord("i" + i, true, categories, "{}", ScoredItems.NONE));
    }
    for (Field field : FIELDS.subList(1, FIELDS.size())) {
      ItemAttributeBuilder texts = ItemAttributeBuilder.texts(field.name(), items.size());
      ItemAttributeBuilder numbers = ItemAttributeBuilder.numbers(field.name(), items.size());
      for (int i = 0; i < items.size(); i++) {
        texts.add(i, items.get(i).texts().getOrDefault(field.name(), List.of()));
        numbers.addNumbers(i, items.get(i).numbers().getOrDefault(field.name(), List.of()));
      }
      Stream.of(texts, numbers)
          .filter(each -> !each.isEmpty())
          .forEach(each -> attributes.add(each.build()));
    }
    snapshot.attributes(new ItemAttributes(items.size(), List.of(), attributes)).write(folder);
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}

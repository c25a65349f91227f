package dev.nightjar.etl.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the rows of an input give: its events and its catalogue records. */
final class OutputReader {

  private static final Set<String> EVENT =
      Set.of(
          "when",
          "explode",
          "type",
          "event",
          "user_id",
          "anonymous_id",
          "message_id",
          "timestamp",
          "properties",
          "context",
          "traits");
  private static final Set<String> ITEM =
      Set.of(
          "when",
          "explode",
          "item_id",
          "timestamp",
          "title",
          "categories",
          "tags",
          "description",
          "url",
          "image_url",
          "price",
          "currency",
          "published_at",
          "available_from",
          "available_until",
          "available",
          "deleted",
          "properties");
  private static final Set<String> NOT_FIELDS = Set.of("when", "explode", "item_id", "timestamp");

  private OutputReader() {}

  /**
   * The outputs of an input, events first. An event and a record that a row gives under the same
   * conditions are one output, so that the files are read once for both.
   */
  static List<OutputMapping> read(MappingSection input) {
    Map<String, Expression> shared = input.namedExpressions("explode");
    List<OutputMapping> events =
        both(input, "event", "events").stream().map(e -> event(e, shared)).toList();
    List<OutputMapping> items =
        both(input, "item", "items").stream().map(i -> item(i, shared, events)).toList();
    if (events.isEmpty() && items.isEmpty()) {
      throw input.fault(input.path() + " maps to nothing; give it an event, an item or both");
    }
    List<OutputMapping> outputs = new ArrayList<>(events);
    boolean joined = !events.isEmpty() && !items.isEmpty() && alike(events.get(0), items.get(0));
    if (joined) {
      outputs.set(0, joined(events.get(0), items.get(0)));
    }
    outputs.addAll(items.subList(joined ? 1 : 0, items.size()));
    return List.copyOf(outputs);
  }

  private static List<MappingSection> both(MappingSection input, String one, String many) {
    Optional<MappingSection> single = input.section(one);
    if (single.isPresent() && input.has(many)) {
      throw input.fault(
          input.full(one) + " and " + input.full(many) + " are both given; put all into " + many);
    }
    return single.map(List::of).orElseGet(() -> input.sections(many));
  }

  private static boolean alike(OutputMapping event, OutputMapping item) {
    return event.when().isEmpty()
        && item.when().isEmpty()
        && event.explode().equals(item.explode());
  }

  private static OutputMapping joined(OutputMapping event, OutputMapping item) {
    return new OutputMapping(
        event.when(), event.explode(), event.event(), item.item(), Optional.empty());
  }

  private static Map<String, Expression> explode(
      MappingSection output, Map<String, Expression> shared) {
    return output.has("explode") ? output.namedExpressions("explode") : shared;
  }

  private static OutputMapping event(MappingSection event, Map<String, Expression> shared) {
    event.knowingOnly(EVENT);
    if (!event.has("user_id") && !event.has("anonymous_id")) {
      throw event.fault(event.full("user_id") + " is missing; give user_id, anonymous_id or both");
    }
    Expression type =
        event.expression("type").orElseGet(() -> new Expression(event.full("type"), "'track'"));
    Optional<Expression> name = event.expression("event");
    if (name.isEmpty() && !event.has("type")) {
      throw event.fault(
          event.full("event") + " is missing; give the event's name, such as \"'Item Viewed'\"");
    }
    EventMapping mapping =
        new EventMapping(
            type,
            name,
            event.expression("user_id"),
            event.expression("anonymous_id"),
            event.expression("message_id"),
            event.required("timestamp", "\"time\"; time_format says how it is written"),
            new EventMapping.Bodies(
                fields(event, "properties"), fields(event, "context"), fields(event, "traits")));
    return new OutputMapping(
        event.expression("when"),
        explode(event, shared),
        Optional.of(mapping),
        Optional.empty(),
        Optional.empty());
  }

  private static OutputMapping item(
      MappingSection item, Map<String, Expression> shared, List<OutputMapping> events) {
    item.knowingOnly(ITEM);
    Map<String, Expression> explode = explode(item, shared);
    // An event's moment can only be asked for where its elements are at hand.
    Optional<Expression> at =
        events.stream()
            .filter(event -> event.explode().isEmpty() || event.explode().equals(explode))
            .flatMap(event -> event.event().stream())
            .map(EventMapping::timestamp)
            .findFirst();
    return new OutputMapping(
        item.expression("when"),
        explode,
        Optional.empty(),
        Optional.of(
            new ItemMapping(
                item.required("item_id", "\"sku\""),
                item.expression("timestamp"),
                item.fields(NOT_FIELDS))),
        at);
  }

  private static FieldTree fields(MappingSection section, String key) {
    return section.section(key).map(s -> s.fields(Set.of())).orElse(FieldTree.EMPTY);
  }
}

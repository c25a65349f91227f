package dev.nightjar.serving.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleCondition;
import dev.nightjar.ranking.rules.RuleEffect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules that an answer was made under, as JSON and back. What a rule asks of the moment, the
 * surface and the context was decided when the answer was made ({@link RecommendationQuery#over}):
 * of rules that held there the rest is written.
 */
final class RulesJson {
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "boost",
          "sink",
          "bury",
          "block",
          "pin",
          "slots",
          "max_per_category",
          "items",
          "at",
          "segment",
          "item");

  private RulesJson() {}

  static void write(JsonGenerator json, RecommendationQuery query) throws IOException {
    json.writeArrayFieldStart("rules");
    for (Rule rule : query.rules()) {
      write(json, rule);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Rule rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", rule.name());
    RuleEffect effect = rule.effect();
    if (effect instanceof RuleEffect.Boost boost) {
      json.writeNumberField("boost", boost.by());
    } else if (effect instanceof RuleEffect.Sink sink) {
      json.writeObjectFieldStart("sink");
      for (Map.Entry<String, Double> each : new TreeMap<>(sink.factors()).entrySet()) {
        json.writeNumberField(each.getKey(), each.getValue());
      }
      json.writeEndObject();
    } else if (effect instanceof RuleEffect.Bury) {
      json.writeBooleanField("bury", true);
    } else if (effect instanceof RuleEffect.Block) {
      json.writeBooleanField("block", true);
    } else if (effect instanceof RuleEffect.Slots slots) {
      json.writeNumberField("slots", slots.share());
    } else if (effect instanceof RuleEffect.Cap cap) {
      json.writeNumberField("max_per_category", cap.maxPerCategory());
    } else if (effect instanceof RuleEffect.Pin pin) {
      json.writeArrayFieldStart("pin");
      for (String item : pin.items()) {
        json.writeString(item);
      }
      json.writeEndArray();
      json.writeNumberField("at", pin.at());
    }
    filter(json, "items", effect.which());
    json.writeArrayFieldStart("segment");
    for (int segment : rule.when().segments().stream().sorted().toList()) {
      json.writeNumber(segment);
    }
    json.writeEndArray();
    filter(json, "item", rule.when().onScreen());
    json.writeEndObject();
  }

  private static void filter(JsonGenerator json, String name, ItemFilter filter)
      throws IOException {
    if (!filter.isNone()) {
      json.writeStringField(name, filter.toString());
    }
  }

  static List<Rule> read(JsonNode json) {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode rule : json) {
      AskedJson.requireOnly(rule, "asked.query.rules.", KNOWN);
      Set<Integer> segments = new HashSet<>();
      rule.path("segment").forEach(segment -> segments.add(segment.asInt()));
      RuleCondition when =
          new RuleCondition(null, null, Set.of(), Map.of(), segments, filter(rule, "item"));
      rules.add(new Rule(AskedJson.text(rule, "name"), when, effect(rule)));
    }
    return rules;
  }

  private static RuleEffect effect(JsonNode rule) {
    ItemFilter items = filter(rule, "items");
    if (rule.has("boost")) {
      return new RuleEffect.Boost(items, rule.path("boost").asDouble());
    } else if (rule.has("sink")) {
      Map<String, Double> factors = new HashMap<>();
      rule.path("sink")
          .properties()
          .forEach(each -> factors.put(each.getKey(), each.getValue().asDouble()));
      return new RuleEffect.Sink(factors);
    } else if (rule.has("bury")) {
      return new RuleEffect.Bury(items);
    } else if (rule.has("block")) {
      return new RuleEffect.Block(items);
    } else if (rule.has("slots")) {
      return new RuleEffect.Slots(items, rule.path("slots").asDouble());
    } else if (rule.has("pin")) {
      return new RuleEffect.Pin(AskedJson.texts(rule, "pin"), rule.path("at").asInt());
    }
    return new RuleEffect.Cap(rule.path("max_per_category").asInt());
  }

  private static ItemFilter filter(JsonNode rule, String name) {
    String text = rule.path(name).textValue();
    return text == null ? ItemFilter.NONE : ItemFilter.parse(text);
  }
}

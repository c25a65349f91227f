package dev.nightjar.serving.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.InvalidQueryException;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.Rung;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.Variety;
import dev.nightjar.ranking.filter.ItemFilter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, as JSON and back. Reading refuses a field that it does not know: to leave one out
 * would be to ask something else. The context's free values are all written: who records leaves out
 * those of no effect, which may be personal ({@link Asked#over}).
 */
final class AskedJson {
  private static final Set<String> ASKED =
      Set.of("query", "missing", "surface", "scenario", "explain", "metadata", "sentences");
  private static final Set<String> QUERY =
      Set.of(
          "person_id",
          "item_id",
          "session_events",
          "n",
          "include_seen",
          "exclude",
          "categories",
          "variety",
          "context",
          "filter",
          "rules");

  private AskedJson() {}

  static void write(JsonGenerator json, Asked asked) throws IOException {
    json.writeStartObject();
    json.writeFieldName("query");
    write(json, asked.query());
    texts(json, "missing", asked.missing());
    json.writeObjectFieldStart("surface");
    BlendWeights weights = asked.surface().weights();
    if (weights != null) {
      json.writeObjectFieldStart("weights");
      for (Map.Entry<String, Double> weight : weights.toMap().entrySet()) {
        json.writeNumberField(weight.getKey(), weight.getValue());
      }
      json.writeEndObject();
    }
    Double explore = asked.surface().explore();
    if (explore != null) {
      json.writeNumberField("explore", explore);
    }
    texts(json, "off", asked.surface().off().stream().map(Source::id).sorted().toList());
    texts(json, "fallback", asked.surface().ladder().stream().map(Rung::id).toList());
    json.writeEndObject();
    text(json, "scenario", asked.surface().name());
    json.writeBooleanField("explain", asked.explain());
    json.writeBooleanField("metadata", asked.metadata());
    text(json, "sentences", asked.sentences());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RecommendationQuery query) throws IOException {
    json.writeStartObject();
    text(json, "person_id", query.personId());
    text(json, "item_id", query.itemId());
    json.writeArrayFieldStart("session_events");
    for (SessionEvent event : query.sessionEvents()) {
      json.writeStartObject();
      json.writeStringField("item_id", event.itemId());
      json.writeStringField("interaction", event.interaction());
      Instant timestamp = event.timestamp();
      text(json, "timestamp", timestamp == null ? null : timestamp.toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("n", query.n());
    json.writeBooleanField("include_seen", query.includeSeen());
    texts(json, "exclude", query.exclude());
    texts(json, "categories", query.categories());
    json.writeObjectFieldStart("variety");
    json.writeNumberField("diversity", query.variety().diversity());
    json.writeNumberField("calibration", query.variety().calibration());
    json.writeNumberField("freshness", query.variety().freshness());
    json.writeNumberField("max_per_category", query.variety().maxPerCategory());
    json.writeEndObject();
    json.writeObjectFieldStart("context");
    text(json, "device", query.context().device());
    text(json, "country", query.context().country());
    text(json, "daypart", query.context().daypart());
    text(json, "weekday", query.context().weekday());
    for (Map.Entry<String, String> other : new TreeMap<>(query.context().others()).entrySet()) {
      json.writeStringField(other.getKey(), other.getValue());
    }
    json.writeEndObject();
    text(json, "filter", query.filter().isNone() ? null : query.filter().toString());
    RulesJson.write(json, query);
    json.writeEndObject();
  }

  /** What was asked, checked as if it came from a caller. */
  static Asked read(JsonNode json) {
    requireOnly(json, "asked.", ASKED);
    try {
      return new Asked(
          query(json.path("query")),
          texts(json, "missing"),
          surface(json.path("surface"), optional(json, "scenario")),
          json.path("explain").asBoolean(),
          json.path("metadata").asBoolean(),
          optional(json, "sentences"));
    } catch (InvalidQueryException e) {
      throw new UnreadableRecordException(
          "its query cannot be asked: " + e.field() + " " + e.reason());
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException("its query cannot be asked: " + e.getMessage());
    }
  }

  private static RecommendationQuery query(JsonNode json) {
    requireOnly(json, "asked.query.", QUERY);
    List<SessionEvent> events = new ArrayList<>();
    for (JsonNode event : json.path("session_events")) {
      String at = optional(event, "timestamp");
      events.add(
          new SessionEvent(
              text(event, "item_id"),
              text(event, "interaction"),
              at == null ? null : Instant.parse(at)));
    }
    String filter = optional(json, "filter");
    return new RecommendationQuery(
        optional(json, "person_id"),
        optional(json, "item_id"),
        events,
        json.path("n").asInt(),
        json.path("include_seen").asBoolean(),
        texts(json, "exclude"),
        texts(json, "categories"),
        variety(json.path("variety")),
        context(json.path("context")),
        filter == null ? ItemFilter.NONE : ItemFilter.parse(filter),
        RulesJson.read(json.path("rules")));
  }

  private static RequestContext context(JsonNode json) {
    Map<String, String> others = new TreeMap<>();
    for (Map.Entry<String, JsonNode> value : json.properties()) {
      others.put(value.getKey(), value.getValue().asText());
    }
    return new RequestContext(
        others.remove("device"),
        others.remove("country"),
        others.remove("daypart"),
        others.remove("weekday"),
        others);
  }

  private static Variety variety(JsonNode json) {
    return new Variety(
        json.path("diversity").asDouble(),
        json.path("calibration").asDouble(),
        json.path("freshness").asDouble(),
        json.path("max_per_category").asInt());
  }

  private static Surface surface(JsonNode json, @Nullable String name) {
    requireOnly(json, "asked.surface.", Set.of("weights", "explore", "off", "fallback"));
    Map<String, Double> weights = new TreeMap<>();
    json.path("weights")
        .properties()
        .forEach(w -> weights.put(w.getKey(), w.getValue().asDouble()));
    return new Surface(
        name,
        json.has("weights") ? BlendWeights.of(weights) : null,
        json.has("explore") ? json.path("explore").asDouble() : null,
        texts(json, "off").stream()
            .map(id -> Source.ofId(id).orElseThrow(() -> unknown(id)))
            .collect(Collectors.toSet()),
        json.has("fallback")
            ? texts(json, "fallback").stream()
                .map(id -> Rung.ofId(id).orElseThrow(() -> unknown(id)))
                .toList()
            : Rung.USUAL);
  }

  private static UnreadableRecordException unknown(String id) {
    return new UnreadableRecordException("this program does not know the source " + id);
  }

  static void requireOnly(JsonNode json, String path, Set<String> known) {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new UnreadableRecordException(
            "it has the field " + path + name + ", which this program does not know");
      }
    }
  }

  static String text(JsonNode json, String name) {
    String text = optional(json, name);
    if (text == null) {
      throw new UnreadableRecordException("it lacks the text " + name);
    }
    return text;
  }

  static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    json.path(name).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static @Nullable String optional(JsonNode json, String name) {
    return json.path(name).textValue();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}

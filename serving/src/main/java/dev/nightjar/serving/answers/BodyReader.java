package dev.nightjar.serving.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.Suggestions;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.serving.recording.Asker;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads requests from JSON bodies; a field that nobody knows is refused by name. Thread-safe. */
final class BodyReader {
  private static final String SCENARIO = "scenario";
  private static final List<String> KNOWN =
      List.of(
          "user_id",
          "anonymous_id",
          "session_id",
          "item_id",
          "n",
          SCENARIO,
          "context",
          "locale",
          "session_events",
          "filter",
          "boost",
          "pin",
          "category",
          "exclude",
          "include_seen",
          "diversity",
          "calibration",
          "freshness",
          "max_per_category",
          "consent",
          "explain",
          "include",
          "cursor");
  private static final Set<String> INTERACTIONS =
      Set.of("view", "click", "like", "complete", "purchase", "rating", "dismiss", "return");
  private static final Map<String, String> SEGMENT_NAMES =
      Map.of(
          "device.type", "device",
          "location.country", "country",
          "os.name", "os",
          "page.referrer", "referrer",
          "userAgent", "user_agent");
  private static final String USER_IDS = "user_ids";
  private static final Set<String> OF_ONE_USER =
      Set.of("user_id", "anonymous_id", "session_id", "session_events", "explain", "cursor");
  private static final int MAX_BOOSTS = 20;
  private static final int MAX_CONTEXT = 100;
  private static final String CONTEXT_SHAPE = "an object of at most " + MAX_CONTEXT + " values";
  private static final int MAX_DEPTH = 50;

  /** Far above the largest request that means something; a megabyte of brackets has more. */
  private static final int MAX_TOKENS = 100_000;

  private final ObjectMapper json =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A request to {@code /recommendations}. */
  RecommendationRequest recommendation(byte[] body, Scenarios scenarios) throws IOException {
    RequestDraft draft = new RequestDraft();
    ObjectNode fields = object(body);
    scenarios.begin(draft, fields.path(SCENARIO).textValue());
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      take(draft, field.getKey(), field.getValue());
    }
    return draft.finish();
  }

  /** A request to {@code /rank}: whom for, and the given items. */
  RankRequest rank(byte[] body) throws IOException {
    RequestDraft draft = new RequestDraft();
    List<String> items = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object(body).properties()) {
      String name = field.getKey();
      switch (name) {
        case "items" -> texts(draft, name, field.getValue(), items::add);
        case "user_id",
            "anonymous_id",
            "session_id",
            "session_events",
            "item_id",
            "context",
            "consent" ->
            take(draft, name, field.getValue());
        default ->
            draft.wrong(name, "is not known here" + Suggestions.phrase(name, RankRequest.KNOWN));
      }
    }
    if (items.isEmpty() || items.size() > RankRequest.MAX_ITEMS) {
      draft.wrong("items", "must hold 1 to " + RankRequest.MAX_ITEMS + " item ids");
    }
    return new RankRequest(draft.finish(), items);
  }

  /** A request to {@code /recommendations/batch}: for whom, and what for each of them. */
  BatchRequest batch(byte[] body, Scenarios scenarios) throws IOException {
    RequestDraft draft = new RequestDraft();
    List<String> userIds = new ArrayList<>();
    ObjectNode fields = object(body);
    scenarios.begin(draft, fields.path(SCENARIO).textValue());
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String name = field.getKey();
      if (name.equals(USER_IDS)) {
        texts(draft, name, field.getValue(), userIds::add);
      } else if (OF_ONE_USER.contains(name)) {
        draft.wrong(name, "belongs to one user; ask /recommendations for it");
      } else {
        take(draft, name, field.getValue());
      }
    }
    userIds.forEach(userId -> draft.id(USER_IDS, userId));
    if (userIds.isEmpty() || userIds.size() > BatchRequest.MAX_USERS) {
      draft.wrong(USER_IDS, "must hold 1 to " + BatchRequest.MAX_USERS + " ids");
    }
    return new BatchRequest(draft.finish(), userIds);
  }

  private ObjectNode object(byte[] body) throws IOException {
    try {
      if (json.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (StreamConstraintsException e) {
      throw unreadable(
          "the body nests deeper than "
              + MAX_DEPTH
              + " levels or holds more than "
              + MAX_TOKENS
              + " names, values and brackets");
    } catch (JsonProcessingException e) {
      throw unreadable("the body is not valid JSON");
    }
    throw unreadable("the body is not a JSON object");
  }

  private static void take(RequestDraft draft, String name, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    switch (name) {
      case "user_id" -> text(draft, name, value, draft::userId);
      case "anonymous_id" -> text(draft, name, value, draft::anonymousId);
      case "session_id" -> text(draft, name, value, draft::sessionId);
      case "item_id" -> text(draft, name, value, draft::itemId);
      case SCENARIO -> text(draft, name, value, scenario -> {});
      case "n" -> number(draft, value);
      case "context" -> context(draft, value);
      case "locale" -> text(draft, name, value, locale -> draft.context(name, locale));
      case "session_events" -> sessionEvents(draft, value);
      case "category" -> texts(draft, name, value, draft::category);
      case "exclude" -> texts(draft, name, value, draft::exclude);
      case "filter" -> text(draft, name, value, draft::filter);
      case "include" -> texts(draft, name, value, draft::include);
      case "include_seen" -> draft.includeSeen(flag(draft, name, value));
      case "explain" -> draft.explain(flag(draft, name, value));
      case "consent" -> consent(draft, value);
      case "diversity", "calibration", "freshness", "max_per_category" ->
          draft.variety(name, value.isNumber() ? value.doubleValue() : Double.NaN);
      case "boost" -> boosts(draft, value);
      case "pin" -> texts(draft, name, value, draft::pin);
      case "cursor" -> text(draft, name, value, draft::cursor);
      default -> draft.wrong(name, "is not known" + Suggestions.phrase(name, KNOWN));
    }
  }

  /** Values of the first level, or one below as the collectors' events have them. */
  private static void context(RequestDraft draft, JsonNode value) {
    shape(draft, "context", value.isObject() && value.size() <= MAX_CONTEXT, CONTEXT_SHAPE);
    if (value.size() > MAX_CONTEXT) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (field.getValue().isValueNode()) {
        contextValue(draft, field.getKey(), field.getValue());
      } else {
        field
            .getValue()
            .properties()
            .forEach(
                part -> contextValue(draft, field.getKey() + "." + part.getKey(), part.getValue()));
      }
    }
  }

  private static void contextValue(RequestDraft draft, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      draft.context(SEGMENT_NAMES.getOrDefault(name, name), value.asText());
    }
  }

  private static void boosts(RequestDraft draft, JsonNode value) {
    if (!value.isArray() || value.size() > MAX_BOOSTS) {
      draft.wrong("boost", "must be an array of at most " + MAX_BOOSTS + " objects");
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      String field = "boost[" + i + "]";
      String filter = value.get(i).path("filter").textValue();
      JsonNode by = value.get(i).path("by");
      if (filter == null || !by.isNumber() || value.get(i).size() != 2) {
        draft.wrong(field, "must be an object with a filter and a number by");
      } else {
        draft.boost(field, filter, by.doubleValue());
      }
    }
  }

  private static void consent(RequestDraft draft, JsonNode value) {
    shape(draft, "consent", value.isObject(), "an object");
    draft.consent(
        new Asker.Consent(
            purpose(draft, value, "personalization"), purpose(draft, value, "analytics")));
  }

  private static @Nullable Boolean purpose(RequestDraft draft, JsonNode consent, String name) {
    JsonNode said = consent.path(name);
    return said.isMissingNode() || said.isNull() ? null : flag(draft, "consent." + name, said);
  }

  private static void sessionEvents(RequestDraft draft, JsonNode value) {
    if (!value.isArray() || value.size() > RecommendationQuery.MAX_ENTRIES) {
      draft.wrong(
          "session_events",
          "must be an array of at most " + RecommendationQuery.MAX_ENTRIES + " events");
      return;
    }
    List<SessionEvent> events = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      SessionEvent event = event(draft, "session_events[" + i + "]", value.get(i));
      if (event != null) {
        events.add(event);
      }
    }
    draft.sessionEvents(events);
  }

  private static @Nullable SessionEvent event(RequestDraft draft, String field, JsonNode value) {
    String itemId = value.path("item_id").textValue();
    String type = value.path("type").isMissingNode() ? "view" : value.path("type").textValue();
    JsonNode at = value.path("timestamp");
    Instant timestamp = instant(at);
    if (itemId == null || draft.id(field + ".item_id", itemId) == null) {
      draft.wrong(field + ".item_id", "must be the id of an item");
    } else if (type == null || !INTERACTIONS.contains(type)) {
      draft.wrong(field + ".type", "must be one of " + INTERACTIONS.stream().sorted().toList());
    } else if (timestamp == null && !at.isMissingNode() && !at.isNull()) {
      draft.wrong(field + ".timestamp", "must be a time such as 2026-03-31T12:00:00Z");
    } else {
      return new SessionEvent(itemId, type, timestamp);
    }
    return null;
  }

  private static @Nullable Instant instant(JsonNode at) {
    try {
      return at.isTextual() ? OffsetDateTime.parse(at.textValue()).toInstant() : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static void number(RequestDraft draft, JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      draft.n(value.longValue());
    } else {
      draft.n("");
    }
  }

  private static boolean flag(RequestDraft draft, String name, JsonNode value) {
    shape(draft, name, value.isBoolean(), "true or false");
    return value.asBoolean();
  }

  private static void text(
      RequestDraft draft, String name, JsonNode value, Consumer<String> taker) {
    if (value.isTextual()) {
      taker.accept(value.textValue());
    } else {
      draft.wrong(name, "must be a text");
    }
  }

  private static void texts(
      RequestDraft draft, String name, JsonNode value, Consumer<String> taker) {
    if (!value.isArray() || value.size() > RecommendationQuery.MAX_ENTRIES) {
      draft.wrong(name, "must be an array of at most 10000 texts");
      return;
    }
    for (JsonNode entry : value) {
      text(draft, name, entry, taker);
    }
  }

  private static void shape(RequestDraft draft, String name, boolean right, String what) {
    if (!right) {
      draft.wrong(name, "must be " + what);
    }
  }

  private static ProblemException unreadable(String detail) {
    return new ProblemException(Problem.of(400, "invalid-json", "The body cannot be read", detail));
  }
}

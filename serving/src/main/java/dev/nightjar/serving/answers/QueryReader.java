package dev.nightjar.serving.answers;

import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.Suggestions;
import dev.nightjar.serving.http.QueryString;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads requests from query strings; a parameter that nobody knows is refused by name. */
final class QueryReader {
  /** Parameters that no surface can know. */
  static final Set<String> OF_ONE_REQUEST =
      Set.of("user_id", "anonymous_id", "session_id", "item_id", "scenario", "cursor");

  private static final Set<String> NOT_EXPLAINED =
      Set.of("user_id", "explain", "include", "cursor");
  private static final String SCENARIO = "scenario";
  private static final List<String> OF_NO_CONTEXT =
      List.of(
          "user_id",
          "anonymous_id",
          "session_id",
          "item_id",
          "n",
          SCENARIO,
          "category",
          "exclude",
          "filter",
          "include_seen",
          "diversity",
          "calibration",
          "freshness",
          "max_per_category",
          "explain",
          "include",
          "cursor");

  private static final List<String> KNOWN =
      Stream.concat(OF_NO_CONTEXT.stream(), RequestContext.NAMES.stream().sorted()).toList();

  private QueryReader() {}

  /** A request to {@code /recommendations}. */
  static RecommendationRequest recommendation(@Nullable String raw, Scenarios scenarios) {
    QueryString query = QueryString.parse(raw);
    RequestDraft draft = new RequestDraft();
    scenarios.begin(draft, query.first(SCENARIO));
    for (int i = 0; i < query.size(); i++) {
      take(draft, query.name(i), query.value(i));
    }
    return draft.finish();
  }

  /** A request for what somebody would be answered; no parameter may name another person. */
  static RecommendationRequest of(@Nullable String raw, Scenarios scenarios, String userId) {
    QueryString query = QueryString.parse(raw);
    RequestDraft draft = new RequestDraft();
    scenarios.begin(draft, query.first(SCENARIO));
    for (int i = 0; i < query.size(); i++) {
      if (NOT_EXPLAINED.contains(query.name(i))) {
        draft.wrong(query.name(i), "is not known here");
      } else {
        take(draft, query.name(i), query.value(i));
      }
    }
    draft.userId(userId);
    return draft.finish();
  }

  /** A request for a list, which takes only some of the parameters. */
  static RecommendationRequest only(@Nullable String raw, Set<String> allowed) {
    QueryString query = QueryString.parse(raw);
    RequestDraft draft = new RequestDraft();
    for (int i = 0; i < query.size(); i++) {
      String name = query.name(i);
      if (allowed.contains(name)) {
        take(draft, name, query.value(i));
      } else {
        draft.wrong(
            name,
            "is not known here" + Suggestions.phrase(name, allowed.stream().sorted().toList()));
      }
    }
    return draft.finish();
  }

  /** Takes one parameter of a request. */
  static void take(RequestDraft draft, String name, String value) {
    switch (name) {
      case "user_id" -> draft.userId(value);
      case "anonymous_id" -> draft.anonymousId(value);
      case "session_id" -> draft.sessionId(value);
      case "item_id" -> draft.itemId(value);
      case "n" -> draft.n(value);
      case SCENARIO -> {}
      case "category" -> draft.category(value);
      case "exclude" -> draft.exclude(value);
      case "filter" -> draft.filter(value);
      case "include_seen" -> draft.includeSeen(draft.flag(name, value));
      case "explain" -> draft.explain(draft.flag(name, value));
      case "include" -> includes(draft, value);
      case "diversity", "calibration", "freshness", "max_per_category" ->
          draft.variety(name, value);
      case "cursor" -> draft.cursor(value);
      default -> {
        if (RequestContext.NAMES.contains(name)) {
          draft.context(name, value);
        } else {
          draft.wrong(name, "is not known" + Suggestions.phrase(name, KNOWN));
        }
      }
    }
  }

  private static void includes(RequestDraft draft, String value) {
    for (String part : value.split(",", -1)) {
      draft.include(part);
    }
  }
}

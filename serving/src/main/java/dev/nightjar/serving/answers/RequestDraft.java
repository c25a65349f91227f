package dev.nightjar.serving.answers;

import dev.nightjar.ranking.InvalidQueryException;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.Variety;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.serving.http.FieldError;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.serving.recording.Asker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is read: collects values and every fault, so that a caller hears of all of
 * them at once. Not thread-safe; belongs to one request.
 */
final class RequestDraft {
  static final String METADATA = "metadata";
  static final String SENTENCE = "sentence";
  private static final String MAX_PER_CATEGORY = "max_per_category";

  private final List<FieldError> errors = new ArrayList<>(0);
  private @Nullable String userId;
  private @Nullable String anonymousId;
  private @Nullable String sessionId;
  private @Nullable String itemId;
  private @Nullable List<SessionEvent> sessionEvents;
  private int n = RecommendationRequest.DEFAULT_ITEMS;
  private Asker.Consent consent = Asker.Consent.UNSAID;
  private boolean includeSeen;
  private boolean explain;
  private boolean metadata;
  private boolean sentences;
  private Variety variety = Variety.NONE;
  private RequestContext context = RequestContext.NONE;
  private Surface surface = Surface.STANDARD;
  private boolean categoriesAreOfSurface;
  private List<String> exclude = List.of();
  private List<String> categories = List.of();
  private ItemFilter filter = ItemFilter.NONE;
  private @Nullable Cursor cursor;
  private @Nullable Integer ignoredAfter;
  private final List<String> pinned = new ArrayList<>(0);
  private final List<Rule> rules = new ArrayList<>(0);

  void wrong(String field, String detail) {
    errors.add(new FieldError(field, detail));
  }

  /** The pages so far; an empty text begins to leaf. */
  void cursor(String value) {
    try {
      cursor = Cursor.parse(value);
    } catch (IllegalArgumentException | ArithmeticException e) {
      wrong("cursor", "is none that an answer gave; begin with an empty one");
    }
  }

  void userId(String value) {
    userId = id("user_id", value);
  }

  void anonymousId(String value) {
    anonymousId = id("anonymous_id", value);
  }

  void sessionId(String value) {
    sessionId = id("session_id", value);
  }

  void itemId(String value) {
    itemId = id("item_id", value);
  }

  void sessionEvents(List<SessionEvent> value) {
    sessionEvents = value;
  }

  void n(long value) {
    if (value < 1 || value > RecommendationQuery.MAX_ITEMS) {
      wrong("n", "is " + value + "; it must be 1 to " + RecommendationQuery.MAX_ITEMS);
    } else {
      n = (int) value;
    }
  }

  void n(String value) {
    try {
      n(Long.parseLong(value));
    } catch (NumberFormatException e) {
      wrong("n", "must be a whole number from 1 to " + RecommendationQuery.MAX_ITEMS);
    }
  }

  /** Takes what the person allows. */
  void consent(Asker.Consent value) {
    consent = value;
  }

  void includeSeen(boolean value) {
    includeSeen = value;
  }

  void explain(boolean value) {
    explain = value;
  }

  /** Takes one of the weights or the limit of {@link Variety}, by its name. */
  void variety(String field, double value) {
    boolean limit = field.equals(MAX_PER_CATEGORY);
    int most = limit ? RecommendationQuery.MAX_ITEMS : 1;
    if (!(value >= 0 && value <= most) || (limit && value != Math.rint(value))) {
      wrong(field, "must be a " + (limit ? "whole number" : "number") + " from 0 to " + most);
      return;
    }
    variety =
        switch (field) {
          case "diversity" -> variety.withDiversity(value);
          case "calibration" -> variety.withCalibration(value);
          case "freshness" -> variety.withFreshness(value);
          default -> variety.withMaxPerCategory((int) value);
        };
  }

  void variety(String field, String value) {
    try {
      variety(field, Double.parseDouble(value));
    } catch (NumberFormatException e) {
      variety(field, Double.NaN);
    }
  }

  /** Takes one value of the context, by its name. */
  void context(String name, String value) {
    try {
      context = context.with(name, value);
    } catch (InvalidQueryException e) {
      wrong(e.field(), e.reason());
    }
  }

  void exclude(String value) {
    exclude = added(exclude, "exclude", value);
  }

  /** What was taken so far is what holds on a surface; the request itself comes now. */
  void begin(Scenario scenario) {
    surface = scenario.surface();
    ignoredAfter = scenario.ignoredAfter();
    categoriesAreOfSurface = true;
  }

  /**
   * One of the wanted categories; the first that a request names takes the place of a surface's.
   */
  void category(String value) {
    if (categoriesAreOfSurface) {
      categories = List.of();
      categoriesAreOfSurface = false;
    }
    categories = added(categories, "category", value);
  }

  void filter(String value) {
    try {
      filter = ItemFilter.parse(value);
    } catch (InvalidQueryException e) {
      wrong(e.field(), e.reason());
    }
  }

  /** Items that match count so many times as much, for this request. */
  void boost(String field, String which, double by) {
    try {
      rules.add(Rule.ofRequest(new RuleEffect.Boost(ItemFilter.parse(which), by)));
    } catch (InvalidQueryException e) {
      wrong(field + ".filter", e.reason());
    } catch (IllegalArgumentException e) {
      wrong(field, String.valueOf(e.getMessage()));
    }
  }

  /** The item stands first, or behind those pinned before it. */
  void pin(String value) {
    if (value.isEmpty() || value.length() > RecommendationQuery.MAX_ID_LENGTH) {
      wrong("pin", "holds an id that is empty or too long");
    } else {
      pinned.add(value);
    }
  }

  void include(String value) {
    if (value.equals(METADATA)) {
      metadata = true;
    } else if (value.equals(SENTENCE)) {
      sentences = true;
    } else {
      wrong("include", "knows only " + METADATA + " and " + SENTENCE);
    }
  }

  boolean flag(String field, String value) {
    switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1", "" -> {
        return true;
      }
      case "false", "0" -> {
        return false;
      }
      default -> {
        wrong(field, "must be true or false");
        return false;
      }
    }
  }

  RecommendationRequest finish() {
    refuseIfWrong();
    if (!pinned.isEmpty()) {
      rules.add(Rule.ofRequest(new RuleEffect.Pin(pinned, 1)));
    }
    return new RecommendationRequest(
        new Asker(userId, anonymousId, sessionId, consent),
        itemId,
        sessionEvents,
        n,
        new RecommendationRequest.Filters(includeSeen, exclude, categories, filter),
        context,
        new RecommendationRequest.Options(
            explain, metadata, sentences, variety, surface, rules, cursor, ignoredAfter));
  }

  /** Ends the request when a fault was found. */
  void refuseIfWrong() {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
  }

  @Nullable String id(String field, String value) {
    if (value.isEmpty()) {
      wrong(field, "is empty; leave it out or give an id");
    } else if (value.length() > RecommendationQuery.MAX_ID_LENGTH) {
      wrong(field, "has more than " + RecommendationQuery.MAX_ID_LENGTH + " characters");
    }
    return value;
  }

  private List<String> added(List<String> before, String field, String value) {
    if (value.isEmpty()) {
      wrong(field, "is empty; leave it out or give a value");
      return before;
    }
    List<String> list = before.isEmpty() ? new ArrayList<>(4) : before;
    list.add(value);
    return list;
  }
}

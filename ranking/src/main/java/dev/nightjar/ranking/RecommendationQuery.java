package dev.nightjar.ranking;

import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request, checked once, here: whoever holds a query may rely on it.
 *
 * @param personId the person's pseudonym, or null for somebody unknown
 * @param itemId the item now on the screen, or null; never part of the answer
 * @param sessionEvents what the person did in this session, oldest first; sorted by timestamp when
 *     every event has one
 * @param n how many items are wanted, 1 to {@link #MAX_ITEMS}
 * @param includeSeen whether items seen before may be recommended again
 * @param exclude ids of items to leave out; unknown ones are ignored
 * @param categories an item must have one of these; empty means any item
 * @param variety what else than relevance the order looks at
 * @param context where and when the request comes from
 * @param filter what is asked of an item besides
 * @param rules what the operator and the caller want of the answer, those that are in force now
 */
public record RecommendationQuery(
    @Nullable String personId,
    @Nullable String itemId,
    List<SessionEvent> sessionEvents,
    int n,
    boolean includeSeen,
    List<String> exclude,
    List<String> categories,
    Variety variety,
    RequestContext context,
    ItemFilter filter,
    List<Rule> rules) {
  /** The most items one answer holds. */
  public static final int MAX_ITEMS = 500;

  /** The most session events, excluded items or categories one query holds, each. */
  public static final int MAX_ENTRIES = 10_000;

  /** The longest id taken, in characters. */
  public static final int MAX_ID_LENGTH = 10_000;

  private static final int DEFAULT_ITEMS = 20;

  public RecommendationQuery {
    if (n < 1 || n > MAX_ITEMS) {
      throw new InvalidQueryException("n", "is " + n + "; it must be 1 to " + MAX_ITEMS);
    }
    checkId("user_id", personId);
    checkId("item_id", itemId);
    checkAll("exclude", exclude);
    checkAll("category", categories);
    checkSize("session_events", sessionEvents);
    sessionEvents.forEach(event -> checkId("session_events.item_id", event.itemId()));
    sessionEvents = inOrder(sessionEvents);
    exclude = List.copyOf(exclude);
    categories = List.copyOf(categories);
    rules = List.copyOf(rules);
  }

  /** A query for somebody unknown with every other part at its default. */
  public static RecommendationQuery anonymous() {
    return new RecommendationQuery(
        null,
        null,
        List.of(),
        DEFAULT_ITEMS,
        false,
        List.of(),
        List.of(),
        Variety.NONE,
        RequestContext.NONE,
        ItemFilter.NONE,
        List.of());
  }

  /** A query for this person with every other part at its default. */
  public static RecommendationQuery forPerson(String personId) {
    return anonymous().withPersonId(personId);
  }

  /** The same query for another person. */
  public RecommendationQuery withPersonId(@Nullable String value) {
    return new RecommendationQuery(
        value,
        itemId,
        sessionEvents,
        n,
        includeSeen,
        exclude,
        categories,
        variety,
        context,
        filter,
        rules);
  }

  /** The same query beside another item. */
  public RecommendationQuery withItemId(@Nullable String value) {
    return new RecommendationQuery(
        personId,
        value,
        sessionEvents,
        n,
        includeSeen,
        exclude,
        categories,
        variety,
        context,
        filter,
        rules);
  }

  /** The same query after another session. */
  public RecommendationQuery withSessionEvents(List<SessionEvent> value) {
    return new RecommendationQuery(
        personId,
        itemId,
        value,
        n,
        includeSeen,
        exclude,
        categories,
        variety,
        context,
        filter,
        rules);
  }

  /** The same query for another number of items. */
  public RecommendationQuery withN(int value) {
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        value,
        includeSeen,
        exclude,
        categories,
        variety,
        context,
        filter,
        rules);
  }

  /** The same query with seen items let in or left out. */
  public RecommendationQuery withIncludeSeen(boolean value) {
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        n,
        value,
        exclude,
        categories,
        variety,
        context,
        filter,
        rules);
  }

  /** The same query leaving out other items. */
  public RecommendationQuery withExclude(List<String> value) {
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        n,
        includeSeen,
        value,
        categories,
        variety,
        context,
        filter,
        rules);
  }

  /** The same query inside other categories. */
  public RecommendationQuery withCategories(List<String> value) {
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        n,
        includeSeen,
        exclude,
        value,
        variety,
        context,
        filter,
        rules);
  }

  /** The same query with another order. */
  public RecommendationQuery withVariety(Variety value) {
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        n,
        includeSeen,
        exclude,
        categories,
        value,
        context,
        filter,
        rules);
  }

  /** The same query from elsewhere or at another time. */
  public RecommendationQuery withContext(RequestContext value) {
    if (value.equals(context)) {
      return this;
    }
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        n,
        includeSeen,
        exclude,
        categories,
        variety,
        value,
        filter,
        rules);
  }

  /** The same query for other items. */
  public RecommendationQuery withFilter(ItemFilter value) {
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        n,
        includeSeen,
        exclude,
        categories,
        variety,
        context,
        value,
        rules);
  }

  /** The same query under other rules. */
  public RecommendationQuery withRules(List<Rule> value) {
    return new RecommendationQuery(
        personId,
        itemId,
        sessionEvents,
        n,
        includeSeen,
        exclude,
        categories,
        variety,
        context,
        filter,
        value);
  }

  /** The same query under these rules too. */
  public RecommendationQuery withMoreRules(List<Rule> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(more);
    return withRules(all);
  }

  /**
   * The same query as far as it has a part in an answer over a snapshot: of the context what the
   * snapshot knows, and of the rules those that hold there, wherever they are asked again.
   */
  public RecommendationQuery over(Snapshot snapshot) {
    return withRules(
            rules.stream()
                .filter(rule -> rule.when().holds(context))
                .map(rule -> new Rule(rule.name(), rule.when().anywhere(), rule.effect()))
                .toList())
        .withContext(context.over(snapshot));
  }

  private static void checkAll(String field, List<String> ids) {
    checkSize(field, ids);
    ids.forEach(id -> checkId(field, id));
  }

  private static void checkSize(String field, List<?> entries) {
    if (entries.size() > MAX_ENTRIES) {
      throw new InvalidQueryException(
          field, "has " + entries.size() + " entries; at most " + MAX_ENTRIES + " are taken");
    }
  }

  private static void checkId(String field, @Nullable String id) {
    if (id == null) {
      return;
    }
    if (id.isEmpty()) {
      throw new InvalidQueryException(field, "is empty; leave it out or give an id");
    }
    if (id.length() > MAX_ID_LENGTH) {
      throw new InvalidQueryException(
          field, "has " + id.length() + " characters; at most " + MAX_ID_LENGTH + " are taken");
    }
  }

  private static List<SessionEvent> inOrder(List<SessionEvent> events) {
    for (SessionEvent event : events) {
      if (event.timestamp() == null) {
        return List.copyOf(events);
      }
    }
    List<SessionEvent> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparing(
            event -> Objects.requireNonNullElse(event.timestamp(), Instant.EPOCH)));
    return List.copyOf(sorted);
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.filter.BoundFilter;
import dev.nightjar.ranking.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query whose names have become indexes of one snapshot, with what the snapshot knows of the
 * person. Lives as long as its request; not thread-safe.
 */
final class ResolvedQuery {
  private final Snapshot snapshot;
  private final RecommendationQuery query;
  private final Supplier<Optional<UserRecord>> reader;
  private final Scratch scratch;
  private final BoundFilter filter;
  private final int[] categories;
  private final int[] signals;
  private BoundRules rules = BoundRules.NONE;
  private Surface surface = Surface.STANDARD;
  private @Nullable UserRecord user;
  private boolean isRead;
  private OrderValue.@Nullable Person stored;

  /**
   * @param reader what the snapshot knows of the person, read when it is first needed and not again
   */
  ResolvedQuery(
      Snapshot snapshot,
      RecommendationQuery query,
      Supplier<Optional<UserRecord>> reader,
      Scratch scratch,
      int maxSignals) {
    this.snapshot = snapshot;
    this.query = query;
    this.reader = reader;
    this.scratch = scratch;
    filter = query.filter().bind(snapshot);
    categories = new int[query.categories().size()];
    for (int i = 0; i < categories.length; i++) {
      categories[i] = snapshot.categoryNumber(query.categories().get(i));
    }
    for (String id : query.exclude()) {
      exclude(snapshot.indexOf(id));
    }
    signals = signals(maxSignals);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  RecommendationQuery query() {
    return query;
  }

  @Nullable UserRecord user() {
    readUser();
    return user;
  }

  /**
   * Sees to it that {@link #excluded} knows what the person has and rejected. An answer in the
   * order that the night stored does without: none of that stands in it.
   */
  void readUser() {
    if (isRead) {
      return;
    }
    isRead = true;
    user = reader.get().orElse(null);
    if (user != null) {
      if (!query.includeSeen()) {
        scratch.excluded.addAll(user.seen());
      }
      scratch.excluded.addAll(user.dismissed());
    }
  }

  /** The answer is in the order that the night stored, with this of the person. */
  void restsOn(OrderValue.@Nullable Person person) {
    stored = person;
  }

  /** What the night stored of the person with the order that the answer is in, or null. */
  OrderValue.@Nullable Person stored() {
    return stored;
  }

  int segment() {
    if (stored != null) {
      return stored.segment();
    }
    UserRecord known = user();
    return known == null ? UserRecord.NO_SEGMENT : known.segment();
  }

  Scratch scratch() {
    return scratch;
  }

  /** What the request's filter wants of the snapshot's items. */
  BoundFilter filter() {
    return filter;
  }

  /** The rules that hold for the query. */
  BoundRules rules() {
    return rules;
  }

  /** The surface that the answer is for. */
  Surface surface() {
    return surface;
  }

  /** Puts the query on a surface, under rules. */
  ResolvedQuery on(Surface where, BoundRules under) {
    surface = where;
    rules = under;
    return this;
  }

  /** What the order looks at besides relevance, within the limits of the rules. */
  Variety variety() {
    return rules.limited(query.variety());
  }

  /** Numbers of the wanted categories; empty means any item. */
  int[] categories() {
    return categories;
  }

  /**
   * The items that show what the person is after right now, the most telling first: the item on the
   * screen, then the session's from its newest event on, rejected ones left out.
   */
  int[] signals() {
    return signals;
  }

  /** Whether the item may not be in the answer, or is in it already. */
  boolean excluded(int item) {
    return scratch.excluded.contains(item);
  }

  /** Keeps the item out of the rest of the answer; -1 is no item. */
  void exclude(int item) {
    if (item >= 0) {
      scratch.excluded.add(item);
    }
  }

  private int[] signals(int max) {
    List<SessionEvent> events = query.sessionEvents();
    int[] indexes = new int[events.size()];
    for (int i = 0; i < indexes.length; i++) {
      SessionEvent event = events.get(i);
      indexes[i] = snapshot.indexOf(event.itemId());
      if (indexes[i] >= 0) {
        note(event, indexes[i]);
      }
    }
    String itemId = query.itemId();
    int current = itemId == null ? -1 : snapshot.indexOf(itemId);
    exclude(current);
    int[] found = new int[Math.min(max, events.size() + 1)];
    int size = 0;
    if (current >= 0) {
      found[size++] = current;
    }
    for (int i = indexes.length - 1; i >= 0 && size < found.length; i--) {
      int item = indexes[i];
      // A page reports the view of its own item: that is one signal, not two.
      boolean repeatsScreen = item == current && i == indexes.length - 1;
      if (item >= 0 && !repeatsScreen && !scratch.rejected.contains(item)) {
        found[size++] = item;
      }
    }
    return size == found.length ? found : java.util.Arrays.copyOf(found, size);
  }

  private void note(SessionEvent event, int item) {
    if (event.negative()) {
      scratch.rejected.add(item);
    }
    if (!query.includeSeen() || SessionEvent.DISMISS.equals(event.interaction())) {
      exclude(item);
    }
  }
}

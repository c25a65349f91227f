package dev.nightjar.serving.sentences;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.StoreException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which single thing lies behind each item of one answer: the item on the screen, what the person
 * did in the session, newest first, what the person met before. Only of whoever asks, and only
 * where the night's neighbours say that the two belong together. Used by one thread.
 */
final class Grounds {
  private static final int EVENTS = 10;
  private static final int OWN = 50;

  private final Snapshot snapshot;
  private final Set<Integer> wanted = new HashSet<>();
  private final Set<Integer> unwelcome = new HashSet<>();
  private final Map<Integer, Ground> live = new HashMap<>();
  private final Map<Integer, Ground> past = new HashMap<>();

  /**
   * Why an item is there.
   *
   * @param behind index of the item behind it; -1 for none
   */
  record Ground(Motive motive, int behind) {}

  private Grounds(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What lies behind the items of the answer to a query. */
  static Grounds of(Snapshot snapshot, RecommendationQuery query, List<RankedItem> items) {
    Grounds grounds = new Grounds(snapshot);
    items.forEach(item -> grounds.wanted.add(item.item()));
    String person = query.personId();
    try {
      UserRecord user = person == null ? null : snapshot.user(person);
      grounds.readSession(query, user);
      if (user != null) {
        grounds.readPast(user.own());
      }
    } catch (StoreException | FormatException damaged) {
      // What could be read is said; the answer itself owns up to the damage.
      return grounds;
    }
    return grounds;
  }

  private void readSession(RecommendationQuery query, @Nullable UserRecord user) {
    if (user != null) {
      Arrays.stream(user.dismissed()).forEach(unwelcome::add);
    }
    List<SessionEvent> events = query.sessionEvents();
    for (SessionEvent event : events) {
      if (event.negative()) {
        unwelcome.add(snapshot.indexOf(event.itemId()));
      }
    }
    if (query.itemId() != null) {
      note(snapshot.indexOf(query.itemId()), Motive.BESIDE, live);
    }
    int oldest = Math.max(0, events.size() - EVENTS);
    for (int i = events.size() - 1; i >= oldest; i--) {
      note(snapshot.indexOf(events.get(i).itemId()), motive(events.get(i)), live);
    }
  }

  private void readPast(OwnItems own) {
    for (int met : own.strongest(OWN)) {
      note(met, Motive.INTERESTED, past);
    }
  }

  /** What is noted first stays. */
  private void note(int met, Motive motive, Map<Integer, Ground> into) {
    if (met < 0 || unwelcome.contains(met)) {
      return;
    }
    Ground ground = new Ground(motive, met);
    for (ScoredItems near : List.of(snapshot.neighbors(met), snapshot.next(met))) {
      for (int item : near.items()) {
        if (item != met && wanted.contains(item)) {
          into.putIfAbsent(item, ground);
        }
      }
    }
  }

  private static Motive motive(SessionEvent event) {
    return switch (event.interaction()) {
      case "purchase" -> Motive.BOUGHT;
      case "like" -> Motive.INTERESTED;
      default -> Motive.VIEWED;
    };
  }

  /** What lies behind an item of the answer. */
  Ground of(RankedItem item) {
    if (item.rule() != null) {
      return new Ground(Motive.RULE, -1);
    }
    Motive motive = motive(item.source());
    Ground found = live.get(item.item());
    if (found == null && item.source().kind() == Source.Kind.PERSONAL) {
      found = past.get(item.item());
    }
    boolean named = motive == Motive.TASTE || motive == Motive.GENERAL;
    return named && found != null ? found : new Ground(motive, -1);
  }

  private static Motive motive(Source source) {
    return switch (source) {
      case OWN_PAST -> Motive.AGAIN;
      case SEGMENT -> Motive.SEGMENT;
      case POPULAR -> Motive.POPULAR;
      case RECENT -> Motive.RECENT;
      case RISING -> Motive.RISING;
      case NEWCOMERS -> Motive.NEW;
      case ALS, ITEM_ITEM, TRANSITIONS, CONTENT -> Motive.TASTE;
      case SESSION, SESSION_KNN, SESSION_NEXT, FOLD_IN -> Motive.GENERAL;
    };
  }
}

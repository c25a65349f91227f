package dev.nightjar.serving.sessions;

import static dev.nightjar.serving.sessions.SessionStoreContract.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.ranking.SessionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every session store keeps of the items it is told were shown. */
abstract class ShownItemsContract {
  final SessionKeys keys = new SessionKeys(new Pseudonymizer(new byte[32]));
  private SessionStore store;

  /** A new, empty store that keeps three shown items a session. */
  abstract SessionStore open(Duration expiry);

  @BeforeEach
  void open() {
    store = open(LONG);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void countsTheAnswersThatShowAnItemAndKeepsThoseShownLast() {
    show("ann", null, "a", "b");
    show("ann", null, "b", "c", "b");
    assertThat(shown("ann", null, null)).isEqualTo(Map.of("a", 1, "b", 2, "c", 1));

    show("ann", null, "a", "d");

    assertThat(shown("ann", null, null)).isEqualTo(Map.of("c", 1, "a", 2, "d", 1));
    assertThat(shown("bob", null, null)).isEmpty();
  }

  @Test
  void anItemMayBeCalledAnything() {
    show("ann", null, "a\tb\nc\\", "ü 日本", "");
    show("ann", null, "a\tb\nc\\");

    assertThat(shown("ann", null, null)).containsEntry("a\tb\nc\\", 2).containsEntry("ü 日本", 1);
  }

  @Test
  void whatAGuestWasShownIsTheUsersAfterTheLogin() {
    show(null, "tab", "a");
    assertThat(shown(null, "tab", null)).isEqualTo(Map.of("a", 1));

    see("ann", "tab", "visit", "x");
    show("ann", "tab", "a");

    assertThat(shown("ann", null, null)).isEqualTo(Map.of("a", 2));
    assertThat(shown(null, null, "visit")).isEqualTo(Map.of("a", 2));
  }

  @Test
  void twoUsersOfOneDeviceAreNotShownForEachOther() {
    see("ann", "tab", "visit", "x");
    show("ann", "tab", "a");
    see("bob", "tab", "visit", "y");
    show("bob", "tab", "b");

    assertThat(shown("ann", "tab", null)).isEqualTo(Map.of("a", 1));
    assertThat(shown("bob", "tab", null)).isEqualTo(Map.of("b", 1));
  }

  @Test
  void aRefusalTakesShowingsAway() {
    show("ann", null, "a");
    see("ann", null, null, "x");

    store.apply(List.of(new SessionChange.Forget(keys.of("ann", null, null))));

    assertThat(store.session(keys.of("ann", null, null)).shown()).isEmpty();
    assertThat(store.session(keys.of("ann", null, null)).events()).isEmpty();
  }

  @Test
  void eventsAndShowingsDoNotTouchEachOther() {
    see("ann", null, null, "x");
    show("ann", null, "a");
    see("ann", null, null, "y");

    assertThat(shown("ann", null, null)).isEqualTo(Map.of("a", 1));
    assertThat(store.events(keys.of("ann", null, null))).hasSize(2);
  }

  @Test
  void showingsExpireWithTheSessionAndDoNotKeepItAlive() {
    try (SessionStore brief = open(Duration.ofMillis(600))) {
      LiveIds ann = keys.of("ann", null, null);
      brief.apply(
          List.of(new SessionChange.Seen(ann, List.of(new SessionEvent("x", "view", null)))));
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!brief.events(ann).isEmpty()) {
        assertThat(System.nanoTime()).as("the session ends though answers go on").isLessThan(end);
        brief.shown(owner(brief, ann), List.of("a"));
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      LiveIds eve = keys.of("eve", null, null);
      brief.shown(owner(brief, eve), List.of("a"));
      while (!brief.session(eve).shown().isEmpty()) {
        assertThat(System.nanoTime()).as("showings alone expire too").isLessThan(end);
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  private void see(
      @Nullable String user, @Nullable String device, @Nullable String visit, String item) {
    store.apply(
        List.of(
            new SessionChange.Seen(
                keys.of(user, device, visit), List.of(new SessionEvent(item, "view", null)))));
  }

  private void show(@Nullable String user, @Nullable String device, String... items) {
    store.shown(owner(store, keys.of(user, device, null)), List.of(items));
  }

  private static String owner(SessionStore store, LiveIds ids) {
    String owner = store.session(ids).owner();
    assertThat(owner).isNotNull();
    return owner;
  }

  private Map<String, Integer> shown(
      @Nullable String user, @Nullable String device, @Nullable String visit) {
    return store.session(keys.of(user, device, visit)).shown();
  }
}

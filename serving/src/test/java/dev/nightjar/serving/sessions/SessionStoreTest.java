package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.ranking.SessionEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionStoreTest {
  private final SessionStore store = store(3, 100);

  @Test
  void givesEventsOfAllKeysOnceInOrder() {
    store.add(List.of("u:1", "s:1"), List.of(view("a")));
    store.add(List.of("s:1"), List.of(view("b")));
    store.add(List.of("u:1"), List.of(view("c")));

    assertThat(store.events(List.of("u:1", "s:1")))
        .containsExactly(view("a"), view("b"), view("c"));
  }

  @Test
  void keepsTheNewestEventsOfASession() {
    for (String id : List.of("a", "b", "c", "d")) {
      store.add(List.of("u:1"), List.of(view(id)));
    }
    store.add(List.of("u:2"), List.of(view("a"), view("b"), view("c"), view("d")));

    assertThat(store.events(List.of("u:1"))).containsExactly(view("b"), view("c"), view("d"));
    assertThat(store.events(List.of("u:2"))).containsExactly(view("b"), view("c"), view("d"));
  }

  @Test
  void staysWithinItsBound() {
    SessionStore small = store(3, 50);
    for (int i = 0; i < 10_000; i++) {
      small.add(List.of("u:" + i), List.of(view("a")));
    }

    assertThat(small.size()).isLessThanOrEqualTo(50);
  }

  @Test
  void forgetsWhatItIsToldToForget() {
    store.add(List.of("u:1", "s:1"), List.of(view("a")));
    store.forget(List.of("u:1", "s:1"));

    assertThat(store.events(List.of("u:1", "s:1"))).isEmpty();
  }

  @Test
  void keysHoldNoRawIdAndLeaveNobodyOut() {
    SessionKeys keys = new SessionKeys(new Pseudonymizer(new byte[32]));

    assertThat(keys.of("anna", null, "anna"))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(key -> assertThat(key).doesNotContain("anna"));
    assertThat(keys.of("null", "undefined", "00000000-0000-0000-0000-000000000000")).isEmpty();
  }

  private static SessionStore store(int each, int all) {
    return new SessionStore(new SessionSettings(each, all, Duration.ofMinutes(1)));
  }

  private static SessionEvent view(String itemId) {
    return new SessionEvent(itemId, "view", null);
  }
}

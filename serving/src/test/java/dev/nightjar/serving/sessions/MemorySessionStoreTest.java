package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemorySessionStoreTest extends SessionStoreContract {

  @Override
  SessionStore open(int eventsEach, Duration expiry) {
    return open(eventsEach, 1_000, expiry);
  }

  @Test
  void staysWithinItsBound() {
    try (SessionStore small = open(3, 50, LONG)) {
      for (int i = 0; i < 10_000; i++) {
        small.apply(
            List.of(
                new SessionChange.Seen(
                    keys.of("u" + i, "tab" + i, "visit" + i), List.of(view("a")))));
      }

      assertThat(small.size()).isLessThanOrEqualTo(50);
    }
  }

  private static SessionStore open(int each, int all, Duration expiry) {
    return SessionStore.open(
        new SessionSettings(each, all, expiry, SessionStoreContract.SHOWN, Optional.empty()));
  }
}

package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryShownItemsTest extends ShownItemsContract {

  @Override
  SessionStore open(Duration expiry) {
    return open(1_000, expiry);
  }

  @Test
  void staysWithinItsBound() {
    try (SessionStore small = open(50, SessionStoreContract.LONG)) {
      for (int i = 0; i < 10_000; i++) {
        small.shown("key " + i, List.of("a", "b", "c"));
      }

      assertThat(small.size()).isLessThanOrEqualTo(10);
    }
  }

  private static SessionStore open(int all, Duration expiry) {
    return SessionStore.open(
        new SessionSettings(10, all, expiry, SessionStoreContract.SHOWN, Optional.empty()));
  }
}

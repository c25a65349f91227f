package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.serving.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
  private static final Duration PATIENCE = Duration.ofMillis(20);

  @Test
  void whoeverFindsNoPlaceInTimeIsToldToComeAgain() {
    Room room = new Room(10_000, PATIENCE);
    try (Room.Place small = room.enter(2_000)) {
      assertThat(small).isNotNull();
      ProblemException busy = catchThrowableOfType(ProblemException.class, () -> room.enter(9_000));
      assertThat(busy.problem().status()).isEqualTo(429);
      assertThat(busy.problem().retryAfterSeconds()).isPositive();
      room.enter(7_000).close();
    }
  }

  @Test
  void whatIsLargerThanAllOfItWaitsUntilItIsAlone() throws Exception {
    Room room = new Room(10_000, Duration.ofMinutes(1));
    Room.Place small = room.enter(1);
    CompletableFuture<Room.Place> large = CompletableFuture.supplyAsync(() -> room.enter(1 << 30));
    small.close();
    large.get(60, TimeUnit.SECONDS).close();
    room.enter(10_000).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"\":"})
  void anEmptyNestIsWeighedAtWhatItTakesAndNotAtItsBytes(String open) {
    byte[] body = (open.repeat(1_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(EventJson.weight(body)).isGreaterThan(100_000);
    byte[] text = ("\"" + "x".repeat(1_000) + "\"").getBytes(StandardCharsets.UTF_8);
    assertThat(EventJson.weight(text)).isLessThan(3_000);
  }
}

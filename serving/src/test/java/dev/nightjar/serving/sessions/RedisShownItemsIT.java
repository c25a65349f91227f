package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.serving.RedisProcess;
import dev.nightjar.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisShownItemsIT extends ShownItemsContract {
  private static final Duration PATIENT = Duration.ofSeconds(10);
  @TempDir static Path folder;
  private static RedisProcess redis;
  private static int stores;

  @BeforeAll
  static void start() throws Exception {
    redis = RedisProcess.start(folder);
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  @Override
  SessionStore open(Duration expiry) {
    stores++;
    return open(expiry, 10_000);
  }

  @Test
  void showingsCostNoTripOfTheirOwnBeforeAnAnswer() {
    try (SessionStore store = open(SessionStoreContract.LONG)) {
      LiveIds ann = keys.of("ann", null, null);
      String owner = String.valueOf(store.session(ann).owner());
      store.shown(owner, List.of("a"));
      assertThat(store.session(ann).shown()).isEqualTo(Map.of("a", 1));
      redis.ask(commands -> commands.configResetstat());
      for (int i = 0; i < 10; i++) {
        assertThat(store.session(ann).shown()).isEqualTo(Map.of("a", 1));
      }
      String asked = redis.ask(commands -> commands.info("commandstats"));

      assertThat(asked).contains("cmdstat_evalsha:calls=10,").doesNotContain("cmdstat_eval:");
    }
  }

  @Test
  void anotherServerKnowsOfThem() {
    try (SessionStore one = open(SessionStoreContract.LONG);
        SessionStore other = open(SessionStoreContract.LONG, 10_000)) {
      LiveIds ann = keys.of("ann", null, null);
      one.shown(String.valueOf(one.session(ann).owner()), List.of("a"));

      await(() -> other.session(ann).shown().equals(Map.of("a", 1)));
    }
  }

  @Test
  void whoeverAsksWithManyIdsTakesNoMoreRoomThanIsGiven() {
    stores++;
    try (SessionStore small = open(SessionStoreContract.LONG, 100)) {
      for (int i = 0; i < 500; i++) {
        small.shown("k" + i, List.of("a"));
      }
      // The connection keeps the order: once this is answered, all of that is done.
      small.session(keys.of("ann", null, null));

      List<String> names = redis.ask(commands -> commands.keys("shown" + stores + ":*"));
      assertThat(names).hasSize(101);
      for (String name : names) {
        long left = redis.ask(commands -> commands.pttl(name));
        assertThat(left).as(name).isBetween(1L, SessionStoreContract.LONG.toMillis());
      }
    }
  }

  @Test
  void somethingElseUnderItsNameMakesRoom() {
    try (SessionStore store = open(SessionStoreContract.LONG)) {
      LiveIds ann = keys.of("ann", null, null);
      String owner = String.valueOf(store.session(ann).owner());
      String name = "shown" + stores + ":sessions:1:" + owner;
      redis.ask(commands -> commands.set(name, "no hash"));

      store.shown(owner, List.of("a"));

      await(() -> store.session(ann).shown().equals(Map.of("a", 1)));
    }
  }

  private static SessionStore open(Duration expiry, int maxKeys) {
    return SessionStore.open(
        new SessionSettings(
            10,
            1_000,
            expiry,
            SessionStoreContract.SHOWN,
            Optional.of(
                new RedisSettings(
                    new Secret(redis.url()), "shown" + stores + ":", PATIENT, PATIENT, maxKeys))));
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}

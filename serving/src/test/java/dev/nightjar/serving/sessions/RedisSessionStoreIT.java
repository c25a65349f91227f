package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.serving.RedisProcess;
import dev.nightjar.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisSessionStoreIT extends SessionStoreContract {
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
  SessionStore open(int eventsEach, Duration expiry) {
    stores++;
    return open(eventsEach, expiry, 10_000);
  }

  private static SessionStore open(int eventsEach, Duration expiry, int maxKeys) {
    return SessionStore.open(
        new SessionSettings(
            eventsEach,
            1_000,
            expiry,
            SessionStoreContract.SHOWN,
            Optional.of(
                new RedisSettings(
                    new Secret(redis.url()), "store" + stores + ":", PATIENT, PATIENT, maxKeys))));
  }

  /** The rule stands once, in {@link LivePersons}; the script must bring all that it looks at. */
  @Test
  void answersAsTheStoreInMemoryDoesWhateverHappens() {
    Random random = new Random(20_260_105);
    try (SessionStore redisStore = open(5, LONG);
        SessionStore memory =
            SessionStore.open(
                new SessionSettings(
                    5, 1_000_000, LONG, SessionStoreContract.SHOWN, Optional.empty()))) {
      int told = 0;
      for (int round = 0; round < 6_000; round++) {
        String world = "world " + round / 150 + " ";
        List<SessionChange> changes = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
          changes.add(change(random, world, round));
        }
        redisStore.apply(changes);
        memory.apply(changes);
        LiveIds ids = anybody(random, world);
        List<SessionEvent> expected = memory.events(ids);
        assertThat(redisStore.events(ids)).as("round %s", round).isEqualTo(expected);
        told += expected.isEmpty() ? 0 : 1;
      }
      assertThat(told).isGreaterThan(1_500);
    }
  }

  @Test
  void readsInOneTripHoweverManyIdsAreJoined() {
    for (int i = 1; i < 20; i++) {
      see(null, "device " + i, null, "a");
      alias("device " + i, "device " + (i - 1));
    }
    see("ann", "device 19", "visit", "b");
    assertThat(items("ann", "device 19", "visit")).hasSize(20);

    redis.ask(commands -> commands.configResetstat());
    for (int i = 0; i < 10; i++) {
      items("ann", "device 19", "visit");
    }
    String asked = redis.ask(commands -> commands.info("commandstats"));

    assertThat(asked).contains("cmdstat_evalsha:calls=10,").doesNotContain("cmdstat_eval:");
  }

  @Test
  void everyKeyExpiresAndNamesNobody() {
    see("ann", "tab", "visit", "a");
    alias("ann", "before");
    forget("ann", null, null);

    List<String> names = redis.ask(commands -> commands.keys(prefix() + "*"));
    assertThat(names).hasSize(5).allMatch(name -> name.startsWith(prefix() + "sessions:1:"));
    for (String name : names) {
      long left = redis.ask(commands -> commands.pttl(name));
      assertThat(left).as(name).isBetween(1L, LONG.toMillis());
      String content =
          name.endsWith(":keys")
              ? redis.ask(commands -> commands.zrange(name, 0, -1)).toString()
              : redis.ask(commands -> commands.hgetall(name)).toString();
      assertThat(name + content)
          .doesNotContain("ann")
          .doesNotContain("tab")
          .doesNotContain("visit")
          .doesNotContain("before");
    }
  }

  @Test
  void aSenderOfManyIdsTakesNoMoreRoomThanIsGiven() {
    stores++;
    try (SessionStore small = open(3, LONG, 100)) {
      for (int batch = 0; batch < 10; batch++) {
        List<SessionChange> changes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          String id = batch + " " + i;
          changes.add(
              new SessionChange.Seen(
                  keys.of("u" + id, "tab" + id, "visit" + id), List.of(view(id))));
        }
        small.apply(changes);
      }

      List<String> names = redis.ask(commands -> commands.keys(prefix() + "*"));
      assertThat(names).hasSizeBetween(90, 101);
      assertThat(small.size()).isEqualTo(100);
      assertThat(small.events(keys.of("u9 99", null, null))).hasSize(1);
      assertThat(small.events(keys.of("u0 0", null, null))).isEmpty();
    }
  }

  @Test
  void whatHasExpiredLeavesTheIndex() {
    stores++;
    Duration brief = Duration.ofMillis(300);
    try (SessionStore store = open(3, brief, 10_000)) {
      for (int i = 0; i < 100; i++) {
        store.apply(
            List.of(new SessionChange.Seen(keys.of("u" + i, null, null), List.of(view("a")))));
      }
      await(
          () -> {
            store.apply(
                List.of(new SessionChange.Seen(keys.of("ann", null, null), List.of(view("a")))));
            return store.size() == 1;
          });
    }
  }

  @Test
  void somethingElseAtAKeyIsNoSessionUntilTheNextEventReplacesIt() {
    see("ann", null, null, "a");
    see("bob", null, null, "b");
    String ann = prefix() + "sessions:1:" + keys.of("ann", null, null).user();
    redis.ask(commands -> commands.del(ann) + commands.lpush(ann, "junk"));

    assertThatThrownBy(() -> items("ann", null, null))
        .isInstanceOf(SessionsUnavailableException.class)
        .hasMessageContaining("WRONGTYPE");
    assertThat(items("bob", null, null)).containsExactly("b");
    assertThat(store().meters().failedReads().sum()).isEqualTo(1);
    assertThat(store().meters().reachable()).isTrue();

    see("ann", null, null, "c");
    assertThat(items("ann", null, null)).containsExactly("c");
  }

  @ParameterizedTest
  @CsvSource({"events,junk", "events,'junk\n'", "roles,junk"})
  void refusesToReadWhatIsNoSession(String field, String junk) {
    see("ann", null, null, "a");
    String ann = prefix() + "sessions:1:" + keys.of("ann", null, null).user();
    redis.ask(commands -> commands.hset(ann, field, junk));

    assertThatThrownBy(() -> items("ann", null, null))
        .isInstanceOf(SessionsUnavailableException.class);
  }

  @Test
  void aRefusalTakesWhatIsLeftOfAPersonWhoseKeysHoldSomethingElse() {
    see("ann", "tab", null, "a");
    String tab = prefix() + "sessions:1:" + keys.of(null, "tab", null).anonymous();
    redis.ask(commands -> commands.del(tab) + commands.lpush(tab, "junk"));

    forget("ann", "tab", null);

    assertThat(items("ann", "tab", null)).isEmpty();
    assertThat(store().meters().openRefusals()).isZero();
  }

  @Test
  void anIndexOfAnotherTypeIsReplaced() {
    redis.ask(commands -> commands.lpush(prefix() + "sessions:1:keys", "junk"));
    see("ann", null, null, "a");

    assertThat(items("ann", null, null)).containsExactly("a");
    assertThat(store().size()).isEqualTo(1);
  }

  @Test
  void goesOnWhenRedisForgetsItsScriptsOrEverything() {
    see("ann", null, null, "a");
    redis.ask(commands -> commands.scriptFlush());
    assertThat(items("ann", null, null)).containsExactly("a");

    redis.ask(commands -> commands.flushall() + commands.scriptFlush());
    assertThat(items("ann", null, null)).isEmpty();
    see("ann", null, null, "b");
    assertThat(items("ann", null, null)).containsExactly("b");
  }

  @Test
  void installationsShareARedisByTheirPrefixes() {
    see("ann", null, null, "a");
    try (SessionStore other = open(3, LONG)) {
      assertThat(other.events(keys.of("ann", null, null))).isEmpty();
    }
  }

  private static String prefix() {
    return "store" + stores + ":";
  }

  private SessionChange change(Random random, String world, int round) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return new SessionChange.Forget(anybody(random, world));
    }
    if (kind < 4) {
      return new SessionChange.Alias(keys.alias(anyone(random, world), anyone(random, world)));
    }
    return new SessionChange.Seen(anybody(random, world), List.of(view("item " + round)));
  }

  private LiveIds anybody(Random random, String world) {
    return keys.of(
        random.nextInt(3) == 0 ? world + "user " + random.nextInt(6) : null,
        random.nextInt(3) > 0 ? anyone(random, world) : null,
        random.nextInt(2) == 0 ? world + "visit " + random.nextInt(5) : null);
  }

  private static String anyone(Random random, String world) {
    return random.nextInt(8) == 0
        ? world + "user " + random.nextInt(6)
        : world + "device " + random.nextInt(12);
  }
}

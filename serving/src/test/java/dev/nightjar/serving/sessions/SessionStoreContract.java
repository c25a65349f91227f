package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.contract.IdentityStream;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.ranking.SessionEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every session store does: the same tests run over each. */
abstract class SessionStoreContract {
  static final Duration LONG = Duration.ofMinutes(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  static final SessionSettings.Shown SHOWN = new SessionSettings.Shown(1, 0.5, 3);
  final SessionKeys keys = new SessionKeys(new Pseudonymizer(new byte[32]));
  private SessionStore store;

  /** A new, empty store. */
  abstract SessionStore open(int eventsEach, Duration expiry);

  @BeforeEach
  void open() {
    store = open(3, LONG);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void givesAPersonsEventsInOrderWhateverIdIsAskedFor() {
    see(null, "tab", "visit", "a");
    see("ann", "tab", "visit", "b");
    see("ann", null, null, "c");

    assertThat(items("ann", null, null)).containsExactly("a", "b", "c");
    assertThat(items(null, "tab", null)).containsExactly("a", "b", "c");
    assertThat(items(null, null, "visit")).containsExactly("a", "b", "c");
    assertThat(items("ann", "tab", "visit")).containsExactly("a", "b", "c");
  }

  @Test
  void keepsTwoPeopleApartWhoLogInOnOneDeviceOneAfterTheOther() {
    see(null, "tab", "visit", "before");
    see("ann", "tab", "visit", "of ann");
    assertThat(items("ann", "tab", "visit")).containsExactly("before", "of ann");

    see("bob", "tab", "visit", "of bob");

    assertThat(items("bob", "tab", "visit")).containsExactly("of bob");
    assertThat(items("ann", "tab", "visit")).containsExactly("of ann");
    assertThat(items("ann", null, null)).containsExactly("of ann");
    assertThat(items(null, "tab", null)).containsExactly("before");
    assertThat(items(null, null, "visit")).isEmpty();
  }

  @Test
  void keepsTwoPeopleApartWhoShareAVisitWithoutADevice() {
    see("ann", null, "visit", "of ann");
    assertThat(items(null, null, "visit")).containsExactly("of ann");
    assertThat(items("bob", null, "visit")).isEmpty();

    see("bob", null, "visit", "of bob");
    assertThat(items("bob", null, "visit")).containsExactly("of bob");
    assertThat(items(null, null, "visit")).isEmpty();
  }

  @Test
  void takesARequestWithAUserAndADeviceOfNobodyElseForALogIn() {
    see(null, "tab", "visit", "a");
    assertThat(items("ann", "tab", null)).containsExactly("a");
    assertThat(items("ann", null, "visit")).containsExactly("a");
    assertThat(items("ann", null, null)).isEmpty();
  }

  @Test
  void followsChainsOfAliasesFromBothEnds() {
    see(null, "first", null, "a");
    see(null, "second", null, "b");
    alias("second", "first");
    assertThat(items(null, "first", null)).containsExactly("a", "b");
    assertThat(items(null, "second", null)).containsExactly("a", "b");

    alias("ann", "second");
    see("ann", null, null, "c");
    assertThat(items("ann", null, null)).containsExactly("a", "b", "c");
    assertThat(items(null, "first", null)).containsExactly("a", "b", "c");
  }

  @Test
  void endsInCyclesAndNeverMakesOneOfTwoUsers() {
    see("ann", "tab", null, "of ann");
    see("bob", "phone", null, "of bob");
    alias("ann", "bob");
    alias("bob", "ann");
    alias("tab", "phone");
    alias("phone", "tab");

    assertThat(items("ann", null, null)).containsExactly("of ann");
    assertThat(items("bob", null, null)).containsExactly("of bob");
    assertThat(items(null, "tab", null)).isEmpty();
  }

  @Test
  void keepsTheNewestEventsOfAPerson() {
    Stream.of("a", "b", "c", "d").forEach(item -> see("ann", null, null, item));
    see("bob", null, null, "a", "b", "c", "d");

    assertThat(items("ann", null, null)).containsExactly("b", "c", "d");
    assertThat(items("bob", null, null)).containsExactly("b", "c", "d");
  }

  @Test
  void bringsEventsBackAsTheyWere() {
    SessionEvent odd =
        new SessionEvent(
            "an\titem\n\\named \u00e4\ud83d\ude00 \"so\"",
            "like",
            Instant.ofEpochMilli(1_767_000_000_123L));
    SessionEvent plain = new SessionEvent("b", "purchase", null);
    store.apply(List.of(new SessionChange.Seen(keys.of("ann", null, null), List.of(odd, plain))));

    assertThat(store.events(keys.of("ann", null, null))).containsExactly(odd, plain);
  }

  @Test
  void takesTheEventsOfOneRequestInTheirOrder() {
    LiveIds ann = keys.of("ann", "tab", null);
    store.apply(
        List.of(
            new SessionChange.Seen(ann, List.of(view("a"))),
            new SessionChange.Seen(ann, List.of(view("b"))),
            new SessionChange.Forget(ann),
            new SessionChange.Seen(ann, List.of(view("c"))),
            new SessionChange.Seen(ann, List.of(view("d")))));

    assertThat(items("ann", null, null)).containsExactly("c", "d");
  }

  @Test
  void keepsTheOrderOfOneRequestAlsoWhereTheGuestBecomesAUserInIt() {
    LiveIds guest = keys.of(null, "tab", "visit");
    LiveIds ann = keys.of("ann", "tab", "visit");
    store.apply(
        List.of(
            new SessionChange.Seen(guest, List.of(view("a"))),
            new SessionChange.Seen(ann, List.of(view("b"), view("c"))),
            new SessionChange.Seen(guest, List.of(view("d")))));

    assertThat(items("ann", null, null)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void takesALargeRequestWhole() {
    List<SessionChange> changes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      changes.add(
          new SessionChange.Seen(
              keys.of("user " + i % 100, "tab " + i % 100, "visit"), List.of(view("item " + i))));
    }
    store.apply(changes);

    for (int i = 0; i < 100; i++) {
      assertThat(items(null, "tab " + i, null))
          .containsExactly("item " + i, "item " + (100 + i), "item " + (200 + i));
    }
  }

  /** As the tables do with a constant sent in place of an id. */
  @Test
  void makesNobodyOfAnEndlessChain() {
    see("ann", "guest 0", null, "of ann");
    see(null, "guest 0", null, "of a guest");
    assertThat(items("ann", null, null)).containsExactly("of ann", "of a guest");

    for (int i = 1; i <= LivePersons.MAX_KEYS; i++) {
      alias("guest " + i, "guest " + (i - 1));
    }
    assertThat(items("ann", null, null)).containsExactly("of ann");
    assertThat(items(null, "guest 0", null)).containsExactly("of a guest");
    assertThat(items(null, "guest 9", null)).isEmpty();
  }

  @Test
  void keepsNoMoreKeysThanOneMayHaveWhoeverIsSeenOnOneDevice() {
    for (int i = 0; i < 3 * Trace.MAX_LINKS; i++) {
      see("user " + i, "kiosk", "visit", "of user " + i);
    }

    for (int i = 0; i < 3 * Trace.MAX_LINKS; i++) {
      assertThat(items("user " + i, "kiosk", "visit")).containsExactly("of user " + i);
    }
    assertThat(items(null, "kiosk", null)).isEmpty();
    assertThat(items(null, null, "visit")).isEmpty();
  }

  @Test
  void forgetsWhoDoesNothingMore() {
    try (SessionStore brief = open(3, Duration.ofMillis(300))) {
      brief.apply(List.of(new SessionChange.Seen(keys.of("ann", null, null), List.of(view("a")))));

      await(() -> brief.events(keys.of("ann", null, null)).isEmpty());
    }
  }

  @Test
  void saysThatNothingFails() {
    see("ann", "tab", "visit", "a");
    items("ann", "tab", "visit");

    assertThat(store.meters().reachable()).isTrue();
    assertThat(store.meters().failedReads().sum()).isZero();
    assertThat(store.meters().failedWrites().sum()).isZero();
    assertThat(store.meters().openRefusals()).isZero();
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void forgetsEverythingOfAPersonWhoeverItWasSeenAs() {
    see(null, "tab", "visit", "a");
    see("ann", "tab", "visit", "b");
    forget("ann", null, null);

    assertThat(items("ann", "tab", "visit")).isEmpty();
    assertThat(items(null, null, "visit")).isEmpty();
  }

  /** The same streams and the same expectation as of the tables. */
  @Test
  void followsTheRuleOfTheTablesOverRandomStreams() throws IOException {
    EventMapping mapping = EventMapping.load(Optional.empty());
    for (long seed = 0; seed < 200; seed++) {
      IdentityStream stream = new IdentityStream(seed);
      close();
      store = open(100, LONG);
      SessionFeed feed = new SessionFeed(store, keys, mapping, new ConsentSettings(false, false));
      for (String line : stream.lines()) {
        feed.accept(List.of(JSON.readTree(line)));
      }
      stream
          .items()
          .forEach(
              (id, items) ->
                  assertThat(items(null, id, null))
                      .as(id)
                      .containsExactlyInAnyOrderElementsOf(items));
    }
  }

  @Test
  void keysHoldNoRawIdAndLeaveNobodyOut() {
    LiveIds ids = keys.of("anna", null, "anna");
    assertThat(ids.user()).isNotNull().doesNotContain("anna").isNotEqualTo(ids.session());
    assertThat(ids.session()).isNotNull().doesNotContain("anna");
    assertThat(keys.of("null", "undefined", "00000000-0000-0000-0000-000000000000").isNobody())
        .isTrue();
  }

  SessionStore store() {
    return store;
  }

  void see(
      @Nullable String user, @Nullable String device, @Nullable String visit, String... items) {
    store.apply(
        List.of(
            new SessionChange.Seen(
                keys.of(user, device, visit),
                Stream.of(items).map(SessionStoreContract::view).toList())));
  }

  void alias(String user, String previous) {
    store.apply(List.of(new SessionChange.Alias(keys.alias(user, previous))));
  }

  void forget(@Nullable String user, @Nullable String device, @Nullable String visit) {
    store.apply(List.of(new SessionChange.Forget(keys.of(user, device, visit))));
  }

  List<String> items(@Nullable String user, @Nullable String device, @Nullable String visit) {
    return store.events(keys.of(user, device, visit)).stream().map(SessionEvent::itemId).toList();
  }

  static SessionEvent view(String itemId) {
    return new SessionEvent(itemId, "view", null);
  }

  /** Waits, but not for ever, for what comes by itself. */
  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("the condition did not hold in time").isNegative();
      LockSupport.parkNanos(20_000_000);
    }
  }
}

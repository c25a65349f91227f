package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.ranking.SessionEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionStoreTest {
  private final SessionKeys keys = new SessionKeys(new Pseudonymizer(new byte[32]));
  private final SessionStore store = store(3, 100);

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
    store.alias(keys.alias("second", "first"));
    assertThat(items(null, "first", null)).containsExactly("a", "b");
    assertThat(items(null, "second", null)).containsExactly("a", "b");

    store.alias(keys.alias("ann", "second"));
    see("ann", null, null, "c");
    assertThat(items("ann", null, null)).containsExactly("a", "b", "c");
    assertThat(items(null, "first", null)).containsExactly("a", "b", "c");
  }

  @Test
  void endsInCyclesAndNeverMakesOneOfTwoUsers() {
    see("ann", "tab", null, "of ann");
    see("bob", "phone", null, "of bob");
    store.alias(keys.alias("ann", "bob"));
    store.alias(keys.alias("bob", "ann"));
    store.alias(keys.alias("tab", "phone"));
    store.alias(keys.alias("phone", "tab"));

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
  void staysWithinItsBound() {
    SessionStore small = store(3, 50);
    for (int i = 0; i < 10_000; i++) {
      small.add(keys.of("u" + i, "tab" + i, "visit" + i), List.of(view("a")));
    }

    assertThat(small.size()).isLessThanOrEqualTo(50);
  }

  @Test
  void forgetsEverythingOfAPersonWhoeverItWasSeenAs() {
    see(null, "tab", "visit", "a");
    see("ann", "tab", "visit", "b");
    store.forget(keys.of("ann", null, null));

    assertThat(items("ann", "tab", "visit")).isEmpty();
    assertThat(items(null, null, "visit")).isEmpty();
  }

  @Test
  void keysHoldNoRawIdAndLeaveNobodyOut() {
    LiveIds ids = keys.of("anna", null, "anna");
    assertThat(ids.user()).isNotNull().doesNotContain("anna").isNotEqualTo(ids.session());
    assertThat(ids.session()).isNotNull().doesNotContain("anna");
    assertThat(keys.of("null", "undefined", "00000000-0000-0000-0000-000000000000").isNobody())
        .isTrue();
  }

  private void see(
      @Nullable String user, @Nullable String device, @Nullable String visit, String... items) {
    store.add(keys.of(user, device, visit), Stream.of(items).map(SessionStoreTest::view).toList());
  }

  private List<String> items(
      @Nullable String user, @Nullable String device, @Nullable String visit) {
    return store.events(keys.of(user, device, visit)).stream().map(SessionEvent::itemId).toList();
  }

  private static SessionStore store(int each, int all) {
    return new SessionStore(new SessionSettings(each, all, Duration.ofMinutes(1)));
  }

  private static SessionEvent view(String itemId) {
    return new SessionEvent(itemId, "view", null);
  }
}

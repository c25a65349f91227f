package dev.nightjar.etl.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.cleaning.Joins.Kind;
import dev.nightjar.etl.cleaning.Joins.Link;
import dev.nightjar.etl.cleaning.Joins.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinsTest {

  private final Joins joins = new Joins(3);

  @Test
  void givesAGuestToTheOnlyUserWithinReach() {
    assertThat(joins.spans(List.of(login(10, "tab", "ann"))))
        .containsExactly(new Span("tab", 7, 13, "ann", false));
    assertThat(joins.spans(List.of())).isEmpty();
  }

  @Test
  void leavesADeviceOfTwoUsersToItselfWhileBothAreNear() {
    assertThat(joins.spans(List.of(login(10, "tab", "ann"), login(12, "tab", "bob"))))
        .containsExactly(
            new Span("tab", 7, 8, "ann", false), new Span("tab", 14, 15, "bob", false));
    assertThat(joins.spans(List.of(login(10, "tab", "ann"), login(20, "tab", "bob"))))
        .containsExactly(
            new Span("tab", 7, 13, "ann", false), new Span("tab", 17, 23, "bob", false));
  }

  @Test
  void makesOneSpanOfLogInsOneAfterTheOther() {
    assertThat(joins.spans(List.of(login(10, "tab", "ann"), login(17, "tab", "ann"))))
        .containsExactly(new Span("tab", 7, 20, "ann", false));
  }

  @Test
  void followsChainsInWhateverOrderTheirLinksCome() {
    List<Link> links =
        new ArrayList<>(
            List.of(
                alias(10, "first", "second"),
                alias(10, "second", "third"),
                login(10, "third", "ann")));
    for (int seed = 0; seed < 6; seed++) {
      Collections.shuffle(links, new Random(seed));
      assertThat(joins.spans(links))
          .containsExactly(
              new Span("first", 7, 13, "ann", false),
              new Span("second", 7, 13, "ann", false),
              new Span("third", 7, 13, "ann", false));
    }
  }

  @Test
  void joinsAChainOnlyOnDaysThatAllItsLinksReach() {
    assertThat(joins.spans(List.of(alias(10, "first", "second"), login(14, "second", "ann"))))
        .containsExactly(
            new Span("first", 7, 10, "second", true),
            new Span("first", 11, 13, "ann", false),
            new Span("second", 11, 17, "ann", false));
  }

  @Test
  void endsInCyclesWithoutJoiningAnybody() {
    assertThat(joins.spans(List.of(alias(10, "a", "b"), alias(10, "b", "a")))).isEmpty();
    assertThat(
            joins.spans(List.of(alias(10, "a", "b"), alias(10, "b", "a"), alias(10, "b", "ann"))))
        .extracting(Span::key, Span::person)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "ann"),
            org.assertj.core.groups.Tuple.tuple("b", "ann"));
  }

  @Test
  void neverMakesOneOfTwoUsers() {
    assertThat(
            joins.spans(
                List.of(
                    alias(10, "ann", "bob"),
                    alias(10, "bob", "ann"),
                    user(10, "ann"),
                    user(10, "bob"))))
        .isEmpty();
    assertThat(
            joins.spans(List.of(alias(10, "a", "b"), login(10, "a", "ann"), login(10, "b", "bob"))))
        .isEmpty();
    assertThat(joins.spans(List.of(alias(10, "a", "ann"), alias(10, "a", "bob")))).isEmpty();
    assertThat(
            joins.spans(List.of(alias(10, "a", "ann"), alias(10, "ann", "bob"), user(10, "ann"))))
        .containsExactly(new Span("a", 7, 13, "ann", false));
  }

  @Test
  void takesAConstantInPlaceOfIdsForNobody() {
    List<Link> links = new ArrayList<>();
    IntStream.range(0, Joins.MAX_KEYS).forEach(i -> links.add(alias(10, "device" + i, "web")));
    links.add(alias(10, "web", "user"));
    links.add(login(10, "tab", "ann"));
    assertThat(joins.spans(links)).containsExactly(new Span("tab", 7, 13, "ann", false));
  }

  private static Link login(int day, String device, String user) {
    return new Link(day, Kind.LOGIN, device, user);
  }

  private static Link alias(int day, String previous, String user) {
    return new Link(day, Kind.ALIAS, previous, user);
  }

  private static Link user(int day, String user) {
    return new Link(day, Kind.USER, user, null);
  }
}

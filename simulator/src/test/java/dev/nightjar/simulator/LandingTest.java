package dev.nightjar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.EventFields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Takes the landed files apart as a stranger would and holds them against the answer sheet. */
class LandingTest {
  private static final WorldParams PARAMS = WorldParams.of(11, 800, 300, 14);

  private static LandedWorld landed;
  private static final List<Object> EVENTS = new ArrayList<>();
  private static final List<LocalDate> ARRIVALS = new ArrayList<>();
  private static long unreadable;

  @BeforeAll
  static void land() {
    landed = new LandedWorld(PARAMS, PARAMS.firstDay().plusDays(11));
    EVENTS.clear();
    ARRIVALS.clear();
    unreadable = 0;
    landed.files.forEach(
        (key, body) -> {
          if (key.startsWith("landing/events/")) {
            LocalDate day = LocalDate.parse(key.substring(18, 28));
            for (String line : LandedWorld.unpack(body)) {
              read(day, line);
            }
          }
        });
  }

  private static void read(LocalDate day, String line) {
    try {
      EVENTS.add(JsonTree.parse(line));
      ARRIVALS.add(day);
    } catch (IllegalArgumentException e) {
      unreadable++;
    }
  }

  private static String text(Object event, String... path) {
    return JsonTree.text(event, path).orElse("");
  }

  @Test
  void everyLineIsBookedOnce() {
    assertThat(landed.truth.eventLines()).isEqualTo(unreadable + EVENTS.size());
    assertThat(landed.truth.lines())
        .isEqualTo(
            landed.lines("landing/events/").size() + (long) landed.lines("landing/items/").size());
  }

  @Test
  void malformedLinesAreTheOnesThatDoNotParse() {
    assertThat(landed.truth.events(LineKind.MALFORMED)).isEqualTo(unreadable);
  }

  @Test
  void repeatedMessageIdsAreTheDuplicatesAndTheResends() {
    Set<String> seen = new HashSet<>();
    long repeated = EVENTS.stream().filter(e -> !seen.add(text(e, "messageId"))).count();
    assertThat(repeated)
        .isEqualTo(landed.truth.events(LineKind.DUPLICATE) + landed.truth.events(LineKind.RESEND));
    assertThat(landed.truth.events(LineKind.RESEND)).isPositive();
  }

  @Test
  void resendsLandOnTheDayAfter() {
    Map<String, LocalDate> first = new HashMap<>();
    long nextDay = 0;
    for (int i = 0; i < EVENTS.size(); i++) {
      LocalDate before = first.putIfAbsent(text(EVENTS.get(i), "messageId"), ARRIVALS.get(i));
      if (before != null && !before.equals(ARRIVALS.get(i))) {
        assertThat(ARRIVALS.get(i)).isEqualTo(before.plusDays(1));
        nextDay++;
      }
    }
    assertThat(nextDay).isEqualTo(landed.truth.events(LineKind.RESEND));
  }

  @Test
  void aLineLandsUnderItsDayOfArrival() {
    for (int i = 0; i < EVENTS.size(); i++) {
      assertThat(text(EVENTS.get(i), EventFields.RECEIVED_AT)).startsWith(ARRIVALS.get(i) + "T");
    }
  }

  @Test
  void lateAndLyingClocksAreCountedByTheirDistance() {
    Map<String, Long> found = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Object event : EVENTS) {
      String timestamp = text(event, EventFields.TIMESTAMP);
      if (timestamp.startsWith("20") && seen.add(text(event, EventFields.MESSAGE_ID))) {
        Duration age =
            Duration.between(
                Instant.parse(timestamp), Instant.parse(text(event, EventFields.RECEIVED_AT)));
        String kind =
            age.isNegative()
                ? "future"
                : age.toDays() > 300
                    ? "past"
                    : age.toHours() > 48 ? "beyond" : age.toHours() >= 24 ? "within" : "in time";
        found.merge(kind, 1L, Long::sum);
      }
    }
    assertThat(found.get("future")).isEqualTo(landed.truth.events(LineKind.CLOCK_FUTURE));
    assertThat(found.get("past")).isEqualTo(landed.truth.events(LineKind.CLOCK_PAST));
    assertThat(found.get("beyond")).isEqualTo(landed.truth.events(LineKind.LATE_BEYOND));
    assertThat(found.get("within")).isEqualTo(landed.truth.events(LineKind.LATE_WITHIN));
  }

  @Test
  void refusalsAndBotsCanBeToldFromTheLine() {
    long refused = EVENTS.stream().filter(LandingTest::refuses).count();
    long bots =
        EVENTS.stream().filter(e -> text(e, "context", "userAgent").contains("bot")).count();
    assertThat(refused).isEqualTo(landed.truth.events(LineKind.REFUSED)).isPositive();
    assertThat(bots).isEqualTo(landed.truth.events(LineKind.BOT)).isPositive();
  }

  private static boolean refuses(Object event) {
    return event instanceof Map<?, ?> map
        && map.get("context") instanceof Map<?, ?> context
        && context.get("consent") instanceof Map<?, ?> consent
        && consent.get("categoryPreferences") instanceof Map<?, ?> purposes
        && Boolean.FALSE.equals(purposes.get("personalization"));
  }

  @Test
  void sharesOfDirtAreNearWhatIsStated() {
    double people = landed.truth.eventLines() - landed.truth.events(LineKind.BOT);
    DirtShares stated = PARAMS.dirt();
    near(LineKind.MALFORMED, stated.malformed(), people);
    near(LineKind.WRONG_TYPE, stated.wrongType(), people);
    near(LineKind.DUPLICATE, stated.duplicate(), people);
    near(LineKind.LATE_WITHIN, stated.lateWithin(), people);
  }

  private static void near(LineKind kind, double share, double lines) {
    assertThat(landed.truth.events(kind) / lines)
        .as(kind.label())
        .isCloseTo(share, Offset.offset(share / 2));
  }

  @Test
  void guestsWhoLogInAreIdentifiedByBothIds() {
    Set<String> anonymousOnly = new HashSet<>();
    Set<String> identifiedLater = new HashSet<>();
    for (Object event : EVENTS) {
      String anonymous = text(event, EventFields.ANONYMOUS_ID);
      if (text(event, EventFields.USER_ID).isEmpty()) {
        anonymousOnly.add(anonymous);
      } else if (text(event, EventFields.TYPE).equals("identify")
          && anonymousOnly.contains(anonymous)) {
        identifiedLater.add(anonymous);
      }
    }
    assertThat(identifiedLater).hasSizeGreaterThan(30);
  }

  @Test
  void everyItemOfACleanEventIsInTheFeedByThatDay() {
    Map<String, LocalDate> published = new HashMap<>();
    landed.files.forEach(
        (key, body) -> {
          if (key.startsWith("landing/items/")) {
            LocalDate day = LocalDate.parse(key.substring(17, 27));
            LandedWorld.unpack(body).stream()
                .filter(line -> line.contains("\"title\"") && line.endsWith("}"))
                .map(line -> line.replaceFirst(".*?\"item_id\":\"(item-\\d+)\".*", "$1"))
                .forEach(id -> published.putIfAbsent(id, day));
          }
        });
    for (int i = 0; i < EVENTS.size(); i++) {
      String item = text(EVENTS.get(i), EventFields.PROPERTIES, EventFields.ITEM_ID);
      if (!item.isEmpty()) {
        assertThat(published.get(item)).as(item).isNotNull().isBeforeOrEqualTo(ARRIVALS.get(i));
      }
    }
  }

  @Test
  void theOracleNamesItemsForEveryIdOfEveryPerson() {
    String key = OracleFiles.key(PARAMS.firstDay().plusDays(11));
    List<String> lines = landed.lines(key);
    assertThat(lines).hasSizeGreaterThan(PARAMS.users());
    for (String line : lines) {
      Object tree = JsonTree.parse(line);
      assertThat(text(tree, "user_id")).isNotEmpty();
      assertThat(((Map<?, ?>) tree).get("items")).asList().hasSize(50).doesNotHaveDuplicates();
    }
  }
}

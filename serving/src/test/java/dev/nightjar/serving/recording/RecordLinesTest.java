package dev.nightjar.serving.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.Source;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.Rung;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.Variety;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleCondition;
import dev.nightjar.ranking.rules.RuleEffect;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordLinesTest {
  /** Spelled as no parser would spell it, and with the name of its own field in it. */
  private static final String ANSWER =
      "{\"items\":[{\"item_id\":\"ä\\u00fc\\\"\",\"score\":0.10,\"metadata\":{ \"answer\" :"
          + " {\"answer\":1E-7}}}],\"meta\":{\"mode\":\"popular\"}}";

  private final RecordLines lines = new RecordLines();

  @Test
  void readsWhatItWroteToTheLastBitAndByte() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      RecordedRequest request = request(asked(random));
      RecordedRequest read = lines.read(lines.write(request));
      assertThat(read.asked()).isEqualTo(request.asked());
      assertThat(read.answer()).isEqualTo(request.answer());
      assertThat(read)
          .usingRecursiveComparison()
          .ignoringFields("asked", "answer")
          .isEqualTo(request);
    }
  }

  @Test
  void readsALineOfItsFormatAsItWasFirstWritten() {
    String line =
        "{\"format\":1,\"at\":\"2026-01-05T10:00:00Z\",\"recommendation_id\":\"r\",\"snapshot\":\"s-1\","
            + "\"settings\":\"abc\",\"withheld\":[\"i-1\"],\"asked\":{\"query\":{\"person_id\":\"p\",\"item_id\":\"i-2\","
            + "\"session_events\":[{\"item_id\":\"i-3\",\"interaction\":\"like\",\"timestamp\":\"2026-01-05T09:00:00Z\"}],"
            + "\"n\":5,\"include_seen\":true,\"exclude\":[\"i-4\"],\"categories\":[\"books\"],"
            + "\"variety\":{\"diversity\":0.1,\"calibration\":0.2,\"freshness\":0.3,\"max_per_category\":4},"
            + "\"context\":{\"device\":\"mobile\",\"country\":\"DE\",\"daypart\":\"evening\",\"weekday\":\"friday\"},\"filter\":\"price"
            + " < 20\"},\"surface\":{\"weights\":{\"als\":0.7},\"explore\":0.25},\"scenario\":\"home\","
            + "\"explain\":true,\"metadata\":false},\"answer\":"
            + ANSWER
            + "}";
    RecommendationQuery query =
        new RecommendationQuery(
            "p",
            "i-2",
            List.of(new SessionEvent("i-3", "like", Instant.parse("2026-01-05T09:00:00Z"))),
            5,
            true,
            List.of("i-4"),
            List.of("books"),
            new Variety(0.1, 0.2, 0.3, 4),
            new RequestContext("mobile", "DE", "evening", "friday", Map.of()),
            ItemFilter.parse("price < 20"),
            List.of());
    Surface surface = new Surface("home", BlendWeights.of(Map.of("als", 0.7)), 0.25);

    RecordedRequest read = lines.read(line.getBytes(StandardCharsets.UTF_8));
    assertThat(read.asked()).isEqualTo(new Asked(query, List.of(), surface, true, false));
    assertThat(read.withheld()).containsExactly("i-1");
    assertThat(new String(read.answer(), StandardCharsets.UTF_8)).isEqualTo(ANSWER);
  }

  @Test
  void findsTheAnswerWhereverItStandsInTheLine() {
    String line = line();
    String answer = "\"answer\":" + ANSWER;
    String moved = "{" + answer + " ," + line.substring(1).replace("," + answer, "");
    assertThat(
            new String(
                lines.read(moved.getBytes(StandardCharsets.UTF_8)).answer(),
                StandardCharsets.UTF_8))
        .isEqualTo(ANSWER);
  }

  @Test
  void saysWhatIsWrongWithALine() {
    String line = line();
    assertRefused("{", "valid JSON");
    assertRefused("[]", "format");
    assertRefused(line.replace("\"format\":1", "\"format\":2"), "its format is 2");
    assertRefused(line.replace("\"snapshot\":", "\"snapshots\":"), "the field snapshots");
    assertRefused(line.replace("\"n\":", "\"n\":20,\"cursor\":"), "the field asked.query.cursor");
    assertRefused(line.replace("\"n\":20", "\"n\":0"), "it must be 1 to 500");
    assertRefused(line.replace("2026-01-05T", "yesterday"), "a time");
    assertRefused(line.replace("\"answer\":{", "\"answer\":7,\"withheld\":{"), "no answer");
  }

  @Test
  void keepsEvenHalfACharacter() {
    Asked asked =
        new Asked(
            RecommendationQuery.anonymous().withItemId("a\ud800"),
            List.of(),
            Surface.STANDARD,
            false,
            false);
    assertThat(lines.read(lines.write(request(asked))).asked()).isEqualTo(asked);
  }

  private String line() {
    Asked asked =
        new Asked(RecommendationQuery.anonymous(), List.of(), Surface.STANDARD, false, false);
    return new String(lines.write(request(asked)), StandardCharsets.UTF_8).strip();
  }

  private void assertRefused(String line, String why) {
    assertThatThrownBy(() -> lines.read(line.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining(why);
  }

  private static RecordedRequest request(Asked asked) {
    return new RecordedRequest(
        Instant.parse("2026-01-05T10:00:00.123456789Z"),
        "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "20260105-1",
        "abc",
        List.of("i-1", "\"ü\\"),
        asked,
        ANSWER.getBytes(StandardCharsets.UTF_8));
  }

  private static Asked asked(Random random) {
    List<SessionEvent> events = new ArrayList<>();
    boolean timed = random.nextBoolean();
    for (int i = random.nextInt(4); i > 0; i--) {
      Instant at = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      events.add(new SessionEvent(text(random), "view", timed ? at : null));
    }
    Variety variety =
        new Variety(
            random.nextDouble(), random.nextDouble(), random.nextFloat(), random.nextInt(500));
    RecommendationQuery query =
        new RecommendationQuery(
            maybe(random, text(random)),
            maybe(random, text(random)),
            events,
            1 + random.nextInt(500),
            random.nextBoolean(),
            List.of(text(random), text(random)),
            List.of(text(random)),
            variety,
            context(random),
            random.nextBoolean()
                ? ItemFilter.NONE
                : ItemFilter.parse(
                    "price < " + random.nextDouble() + " and not tag in ('a\\'b', \"ü\")"),
            rules(random));
    BlendWeights weights =
        BlendWeights.of(
            Map.of("als", (double) random.nextFloat(), "context", random.nextDouble() * 1e-6));
    Surface surface =
        new Surface(
            maybe(random, "home"),
            random.nextBoolean() ? weights : null,
            random.nextBoolean() ? random.nextDouble() / 2 : null,
            random.nextBoolean() ? Set.of() : Set.of(Source.ALS, Source.RISING),
            random.nextBoolean() ? Rung.USUAL : List.of(Rung.RISING));
    return new Asked(
        query, List.of(), surface, random.nextBoolean(), random.nextBoolean(), maybe(random, "de"));
  }

  private static RequestContext context(Random random) {
    return new RequestContext(
        maybe(random, "mobile"),
        maybe(random, "DE"),
        null,
        null,
        random.nextBoolean() ? Map.of() : Map.of("os", "ios", "store", text(random)));
  }

  private static List<Rule> rules(Random random) {
    ItemFilter some = ItemFilter.parse("price < " + random.nextDouble());
    List<RuleEffect> effects =
        List.of(
            new RuleEffect.Boost(some, 1 + random.nextDouble()),
            new RuleEffect.Sink(Map.of(text(random), 0.5, "b.c", random.nextDouble() / 2 + 1e-9)),
            new RuleEffect.Bury(some),
            new RuleEffect.Block(some),
            new RuleEffect.Slots(some, 1 - random.nextDouble()),
            new RuleEffect.Pin(List.of("a", text(random)), 1 + random.nextInt(9)),
            new RuleEffect.Cap(1 + random.nextInt(9)));
    RuleCondition when =
        new RuleCondition(null, null, Set.of(), Map.of(), Set.of(random.nextInt(9), 10), some);
    return random.nextBoolean()
        ? List.of()
        : List.of(
            Rule.ofRequest(effects.get(random.nextInt(effects.size()))),
            new Rule(text(random), when, effects.get(random.nextInt(effects.size()))));
  }

  private static @Nullable String maybe(Random random, String text) {
    return random.nextBoolean() ? text : null;
  }

  private static String text(Random random) {
    return "x\"\\\n\u0001ü漢\ud83d\ude00" + random.nextInt();
  }
}

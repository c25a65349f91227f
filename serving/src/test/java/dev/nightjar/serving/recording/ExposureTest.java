package dev.nightjar.serving.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventNames;
import dev.nightjar.contract.GoldenFiles;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.Mode;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.Surface;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExposureTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Exposure.Origin ORIGIN =
      new Exposure.Origin(
          "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
          "20260104-1",
          "5e771465d16e5700",
          "item",
          Instant.parse("2026-01-05T09:05:00Z"));

  @Test
  void isTheEventOfTheGoldenFile() throws IOException {
    RecommendationQuery query =
        RecommendationQuery.anonymous()
            .withItemId("i-9")
            .withContext(
                RequestContext.NONE.with("device", "mobile").with("country", "de").with("x", "y"));
    Exposure exposure =
        new Exposure(
            new Asker("u-1002", null, "s-10", new Asker.Consent(true, true)),
            false,
            new Asked(query, List.of(), new Surface("home", null, null), false, false),
            answer(
                new Recommendation.Drawn(1, 0.25),
                new RankedItem(3, 1, Source.ALS),
                new RankedItem(4, 0, Source.NEWCOMERS)),
            List.of("i-3", "i-4"),
            ORIGIN);

    assertThat(exposure.events()).hasSize(1);
    assertThat(JSON.readTree(exposure.events().get(0).toString())).isEqualTo(golden());
  }

  @Test
  void saysNothingThatTheRequestDoesNotSay() {
    ObjectNode event = exposure(3, 10).events().get(0);
    assertThat(event.path("context")).hasSize(1);
    assertThat(event.path("context").has("library")).isTrue();
    assertThat(event.path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "recommendation_id", "snapshot", "mode", "wanted", "include_seen", "settings", "items");
    assertThat(event.path("anonymousId").asText()).isEqualTo("a-1");
    assertThat(event.has("userId")).isFalse();
  }

  @Test
  void aLongAnswerBecomesEventsThatFitAndTogetherHoldEveryPlaceOnce() {
    List<ObjectNode> events = exposure(500, 500).events();
    List<Integer> positions = new ArrayList<>();
    List<String> messageIds = new ArrayList<>();
    for (ObjectNode event : events) {
      assertThat(event.toString().length()).isLessThan(32_768);
      event
          .path("properties")
          .path("items")
          .forEach(i -> positions.add(i.path("position").asInt()));
      messageIds.add(event.path("messageId").asText());
    }
    assertThat(events).hasSizeGreaterThan(10);
    assertThat(positions).isEqualTo(IntStream.rangeClosed(1, 500).boxed().toList());
    assertThat(messageIds).doesNotHaveDuplicates();
  }

  private static Exposure exposure(int items, int idLength) {
    List<String> ids =
        IntStream.range(0, items)
            .mapToObj(i -> String.format("%0" + idLength + "d", i + 1_000_000))
            .toList();
    return new Exposure(
        new Asker(null, "a-1", null, Asker.Consent.UNSAID),
        false,
        new Asked(RecommendationQuery.anonymous(), List.of(), Surface.STANDARD, false, false),
        answer(
            null,
            IntStream.range(0, items)
                .mapToObj(i -> new RankedItem(i, 0, Source.POPULAR))
                .toArray(RankedItem[]::new)),
        ids,
        new Exposure.Origin(
            ORIGIN.recommendationId(), ORIGIN.snapshotId(), "5e77", null, ORIGIN.at()));
  }

  private static Recommendation answer(Recommendation.@Nullable Drawn drawn, RankedItem... items) {
    return new Recommendation(
        List.of(items), Mode.PERSONAL, List.of(), UserRecord.NO_SEGMENT, null, drawn);
  }

  private static JsonNode golden() throws IOException {
    String line =
        GoldenFiles.readText("event.jsonl")
            .lines()
            .filter(each -> each.contains(EventNames.RECOMMENDATIONS_SERVED))
            .findFirst()
            .orElseThrow();
    return JSON.readTree(line);
  }
}

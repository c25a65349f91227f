package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakedownTest {
  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

  @Test
  void theNewestDecisionOnAnItemHolds() {
    Takedown down = takedown(Takedown.Kind.TAKE_DOWN, 0, "a", "b");
    Takedown restored = takedown(Takedown.Kind.RESTORE, 1, "a");
    Takedown again = takedown(Takedown.Kind.TAKE_DOWN, 2, "a");
    assertThat(Takedown.inForce(List.of())).isEmpty();
    assertThat(Takedown.inForce(List.of(restored, down))).containsExactly("b");
    assertThat(Takedown.inForce(List.of(again, restored, down))).containsExactly("a", "b");
  }

  @Test
  void ofTwoAtOneMomentTheTakedownHolds() {
    Takedown down = takedown(Takedown.Kind.TAKE_DOWN, 0, "a");
    Takedown restored = takedown(Takedown.Kind.RESTORE, 0, "a");
    assertThat(Takedown.inForce(List.of(down, restored))).containsExactly("a");
    assertThat(Takedown.inForce(List.of(restored, down))).containsExactly("a");
  }

  @Test
  void namesSortByTimeAndAreThoseOfTheSpecPage() {
    assertThat(GoldenFiles.TAKEDOWN.key())
        .matches("catalog/takedowns/20260105T100000125Z-[0-9a-f]{12}\\.json")
        .isLessThan(takedown(Takedown.Kind.RESTORE, 1, "a").key());
    assertThat(takedown(Takedown.Kind.RESTORE, 0, "a").key())
        .isNotEqualTo(takedown(Takedown.Kind.RESTORE, 0, "b").key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"format\":1,\"action\":\"takedown\",\"at\":\"2026-01-05T10:00:00Z\"}",
        "{\"format\":1,\"action\":\"takedown\",\"at\":\"2026-01-05T10:00:00Z\",\"items\":[]}",
        "{\"format\":1,\"action\":\"takedown\",\"at\":\"2026-01-05T10:00:00Z\",\"items\":[1]}",
        "{\"format\":1,\"action\":\"drop\",\"at\":\"2026-01-05T10:00:00Z\",\"items\":[\"a\"]}",
        "{\"format\":1,\"action\":\"takedown\",\"at\":\"today\",\"items\":[\"a\"]}"
      })
  void refusesWhatIsNone(String json) {
    assertThatThrownBy(() -> Takedown.parse(json)).isInstanceOf(CorruptFormatException.class);
  }

  @Test
  void tellsOtherFormatsApart() {
    assertThatThrownBy(() -> Takedown.parse("{\"format\":0}"))
        .isInstanceOf(FormatTooOldException.class);
    assertThatThrownBy(() -> Takedown.parse("{\"format\":2}"))
        .isInstanceOf(FormatTooNewException.class);
  }

  private static Takedown takedown(Takedown.Kind kind, int hours, String... items) {
    return new Takedown(kind, TEN.plusSeconds(3600L * hours), List.of(items), "");
  }
}

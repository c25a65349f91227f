package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenRefusalsTest {
  private static final LiveIds ANN = new LiveIds("p:ann", "p:tab", "s:visit", null);
  private static final LiveIds BOB = new LiveIds("p:bob", null, null, null);
  private final OpenRefusals refusals = new OpenRefusals(Duration.ofHours(1));

  @Test
  void concernEverybodyWithAKeyOfTheirs() {
    assertThat(refusals.concern(ANN, Set.of("p:ann"))).isFalse();
    refusals.add(ANN);

    assertThat(refusals.concern(BOB, Set.of("p:bob"))).isFalse();
    assertThat(refusals.concern(BOB, Set.of("p:bob", "p:tab"))).isTrue();
    assertThat(refusals.concern(new LiveIds(null, null, "s:visit", null), Set.of())).isTrue();
  }

  @Test
  void areNoMoreOnceCarriedOut() {
    refusals.add(ANN);
    refusals.add(BOB);
    refusals.done(refusals.oldest(1));

    assertThat(refusals.count()).isEqualTo(1);
    assertThat(refusals.concern(ANN, Set.of("p:ann"))).isFalse();
    assertThat(refusals.concern(BOB, Set.of("p:bob"))).isTrue();
  }

  @Test
  void stayWhenSaidAgainWhileTheFirstIsCarriedOut() {
    refusals.add(ANN);
    List<OpenRefusals.Refusal> first = refusals.oldest(10);
    refusals.add(ANN);
    refusals.done(first);

    assertThat(refusals.oldest(10)).hasSize(1).doesNotContainAnyElementsOf(first);
    assertThat(refusals.concern(ANN, Set.of())).isTrue();
  }

  @Test
  void goWithWhatTheyAreAbout() {
    OpenRefusals brief = new OpenRefusals(Duration.ZERO);
    brief.add(ANN);
    SessionStoreContract.await(() -> brief.oldest(10).isEmpty());

    assertThat(brief.count()).isZero();
    assertThat(brief.concern(ANN, Set.of("p:ann"))).isFalse();
  }

  @Test
  void areBounded() {
    for (int i = 0; i < 10_010; i++) {
      refusals.add(new LiveIds("p:" + i, null, null, null));
    }

    assertThat(refusals.count()).isEqualTo(10_000);
    assertThat(refusals.concern(BOB, Set.of("p:9"))).isFalse();
    assertThat(refusals.concern(BOB, Set.of("p:10"))).isTrue();
  }
}

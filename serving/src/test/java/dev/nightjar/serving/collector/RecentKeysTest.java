package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentKeysTest {

  @Test
  void remembersTheLastQuarterMillionAndForgetsWhatIsOld() {
    RecentKeys recent = new RecentKeys();
    int all = 3 * RecentKeys.EACH;
    for (int i = 0; i < all; i++) {
      EventKey key = key(i);
      assertThat(recent.contains(key)).isFalse();
      recent.add(key);
      recent.add(key);
    }

    for (int i = all - RecentKeys.EACH; i < all; i++) {
      assertThat(recent.contains(key(i))).isTrue();
    }
    assertThat(recent.contains(key(0))).isFalse();
  }

  @Test
  void keysThatBeginAlikeAreToldApart() {
    RecentKeys recent = new RecentKeys();
    recent.add(new EventKey(7, 1));
    recent.add(new EventKey(7, 2));

    assertThat(recent.contains(new EventKey(7, 1))).isTrue();
    assertThat(recent.contains(new EventKey(7, 2))).isTrue();
    assertThat(recent.contains(new EventKey(7, 3))).isFalse();
    assertThat(recent.contains(new EventKey(1, 7))).isFalse();
  }

  private static EventKey key(int i) {
    return EventKey.ofMessage("m-" + i);
  }
}

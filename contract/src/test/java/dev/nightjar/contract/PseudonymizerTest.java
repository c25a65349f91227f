package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PseudonymizerTest {
  private static final byte[] RFC_4231_KEY_1 = new byte[20];

  static {
    Arrays.fill(RFC_4231_KEY_1, (byte) 0x0b);
  }

  @Test
  void isHmacSha256AsInRfc4231() {
    assertThat(new Pseudonymizer(RFC_4231_KEY_1).pseudonym("Hi There"))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  }

  @Test
  void readsIdsAsUtf8AndTakesEmptyOnes() {
    Pseudonymizer pseudonymizer = new Pseudonymizer(RFC_4231_KEY_1);
    assertThat(pseudonymizer.pseudonym("Größe"))
        .hasSize(64)
        .isNotEqualTo(pseudonymizer.pseudonym("Grosse"));
    assertThat(pseudonymizer.pseudonym("")).hasSize(64);
  }

  @Test
  void keepsItsOwnCopyOfTheSecret() {
    byte[] secret = RFC_4231_KEY_1.clone();
    Pseudonymizer pseudonymizer = new Pseudonymizer(secret);
    Arrays.fill(secret, (byte) 0);
    List<String> fromManyThreads =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(i -> pseudonymizer.pseudonym("Hi There"))
            .distinct()
            .toList();
    assertThat(fromManyThreads)
        .containsExactly("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  }

  @Test
  void refusesAShortSecret() {
    assertThatThrownBy(() -> new Pseudonymizer(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pseudonym secret has 15 bytes; at least 16 are needed");
  }
}

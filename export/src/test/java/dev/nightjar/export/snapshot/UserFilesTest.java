package dev.nightjar.export.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.export.snapshot.UserFiles.PseudonymRanges;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserFilesTest {
  private static final Pseudonymizer PSEUDONYMS =
      new Pseudonymizer("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  @Test
  void placesNeverFallAsIdsRise() {
    PseudonymRanges ranges = new PseudonymRanges(7);
    List<Integer> places =
        IntStream.range(0, 5_000)
            .mapToObj(i -> PSEUDONYMS.pseudonym("u" + i))
            .sorted()
            .map(ranges::getPartition)
            .toList();

    assertThat(places).isSorted();
    assertThat(places.get(0)).isZero();
    assertThat(places.get(places.size() - 1)).isEqualTo(6);
  }

  @Test
  void idsOfAnyTextStayInOrderAndInRange() {
    PseudonymRanges ranges = new PseudonymRanges(3);
    List<String> ids = List.of("", " x", "0", "9", "A", "Z", "a", "f", "g", "zz", "~");

    assertThat(ids.stream().map(ranges::getPartition).toList()).isSorted();
    assertThat(ids.stream().map(ranges::getPartition)).allMatch(place -> place >= 0 && place < 3);
  }
}

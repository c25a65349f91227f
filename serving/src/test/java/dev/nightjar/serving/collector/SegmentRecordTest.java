package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentRecordTest {
  private static final byte[] FIRST = SegmentRecord.of(List.of(line("a"), line("bb")));
  private static final byte[] SECOND = SegmentRecord.of(List.of(line("ccc")));
  private static final byte[] BOTH = concat(FIRST, SECOND);

  @Test
  void readsWhatWasWritten() {
    assertThat(read(BOTH)).isEqualTo(new Read(BOTH.length, "a\nbb\nccc\n", 3));
  }

  @Test
  void recoversUpToTheLastWholeRecordWhereverItIsCut() {
    for (int cut = 0; cut <= BOTH.length; cut++) {
      Read read = read(Arrays.copyOf(BOTH, cut));
      Read expected =
          cut == BOTH.length
              ? new Read(BOTH.length, "a\nbb\nccc\n", 3)
              : cut >= FIRST.length ? new Read(FIRST.length, "a\nbb\n", 2) : new Read(0, "", 0);
      assertThat(read).as("cut at %s", cut).isEqualTo(expected);
    }
  }

  @Test
  void zerosAreNoRecords() {
    for (int zeros = 1; zeros < 100; zeros++) {
      assertThat(read(concat(FIRST, new byte[zeros])))
          .isEqualTo(new Read(FIRST.length, "a\nbb\n", 2));
      // The file has its length, but its last bytes never came.
      byte[] part = Arrays.copyOf(BOTH, BOTH.length);
      Arrays.fill(part, Math.max(FIRST.length, BOTH.length - zeros), BOTH.length, (byte) 0);
      assertThat(read(part)).isEqualTo(new Read(FIRST.length, "a\nbb\n", 2));
    }
  }

  @Test
  void everyFlippedBitIsFound() {
    for (int bit = 0; bit < BOTH.length * 8; bit++) {
      byte[] flipped = BOTH.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Read read = read(flipped);
      assertThat(read)
          .as("bit %s", bit)
          .isEqualTo(
              bit < FIRST.length * 8 ? new Read(0, "", 0) : new Read(FIRST.length, "a\nbb\n", 2));
    }
  }

  /** What reading gave: bytes of whole records, their text, the number of their keys. */
  private record Read(int whole, String text, int keys) {}

  private static Read read(byte[] bytes) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<EventKey> keys = new ArrayList<>();
    int whole = SegmentRecord.read(bytes, (high, low) -> keys.add(new EventKey(high, low)), text);
    return new Read(whole, text.toString(StandardCharsets.UTF_8), keys.size());
  }

  private static EventLine line(String text) {
    return new EventLine(EventKey.ofMessage(text), (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

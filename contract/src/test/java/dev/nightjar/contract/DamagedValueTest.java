package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamagedValueTest {
  /** The stored kinds, each with its golden bytes and a way to read and write it again. */
  enum Kind {
    USER("user-v3.bin", UserRecord.CURRENT, value -> UserRecord.decode(value).encode()),
    COLUMN("column-v1.bin", ItemColumn.CURRENT, value -> ItemColumn.decode(value).encode()),
    ORDER("order-v2.bin", OrderValue.CURRENT, value -> OrderValue.decode(value).encode()),
    RANKER("ranker-v2.bin", RankerModel.CURRENT, value -> RankerModel.decode(value).encode()),
    ITEM("item-v2.bin", ItemRecord.CURRENT, value -> ItemRecord.decode(value).encode()),
    SESSIONS("sessions-v1.bin", SessionBlock.CURRENT, value -> SessionBlock.decode(value).encode()),
    ATTRIBUTES(
        "attributes-v1.bin",
        ItemAttributes.CURRENT,
        value -> ItemAttributes.decode(value).encode()),
    LIST("list-v1.bin", ItemList.CURRENT, value -> ItemList.decode(value).encode());

    private final String file;
    private final int current;
    private final Function<byte[], byte[]> roundTrip;

    Kind(String file, int current, Function<byte[], byte[]> roundTrip) {
      this.file = file;
      this.current = current;
      this.roundTrip = roundTrip;
    }

    private byte[] golden() {
      return GoldenFiles.read(file);
    }
  }

  @ParameterizedTest
  @EnumSource
  void truncatedAtAnyLengthIsCorrupt(Kind kind) {
    byte[] golden = kind.golden();
    for (int length = 0; length < golden.length; length++) {
      byte[] cut = Arrays.copyOf(golden, length);
      assertThatThrownBy(() -> kind.roundTrip.apply(cut))
          .as("first %s bytes", length)
          .isInstanceOf(CorruptFormatException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesAfterTheEndAreCorrupt(Kind kind) {
    byte[] longer = Arrays.copyOf(kind.golden(), kind.golden().length + 1);
    assertThatThrownBy(() -> kind.roundTrip.apply(longer))
        .isInstanceOf(CorruptFormatException.class)
        .hasMessageContaining("1 bytes after its end");
  }

  /**
   * A flip may hit a score or an index and go unseen here; but it never turns into anything else.
   */
  @ParameterizedTest
  @EnumSource
  void flippedBitIsAFormatErrorOrReadAsExactlyWhatIsThere(Kind kind) {
    byte[] golden = kind.golden();
    for (int bit = 0; bit < golden.length * 8; bit++) {
      byte[] flipped = golden.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] again;
      try {
        again = kind.roundTrip.apply(flipped);
      } catch (FormatException e) {
        continue;
      }
      assertThat(again).as("bit %s", bit).isEqualTo(flipped);
    }
  }

  @ParameterizedTest
  @EnumSource
  void versionsOutOfRangeHaveTheirOwnErrors(Kind kind) {
    byte[] value = kind.golden();
    value[0] = 0;
    assertThatThrownBy(() -> kind.roundTrip.apply(value))
        .isInstanceOf(CorruptFormatException.class);
    value[0] = (byte) (kind.current + 1);
    assertThatThrownBy(() -> kind.roundTrip.apply(value))
        .isInstanceOf(FormatTooNewException.class)
        .hasMessageContaining("has format %d, newer than %d", kind.current + 1, kind.current)
        .hasMessageContaining("Update this program first");
    value[0] = -1;
    assertThatThrownBy(() -> kind.roundTrip.apply(value)).isInstanceOf(FormatTooNewException.class);
  }

  @Test
  void aReaderThatDroppedAnOldVersionSaysSo() {
    ValueReader reader = new ValueReader("a user value", new byte[] {1});
    assertThatThrownBy(() -> reader.version(2, 3))
        .isInstanceOf(FormatTooOldException.class)
        .hasMessageContaining("a user value has format 1, older than 2")
        .hasMessageContaining("Build the snapshot again");
  }

  @Test
  void hugeCountsAreCorruptAndAllocateNothing() {
    byte[] value = GoldenFiles.LIST.encode();
    Arrays.fill(value, 1, 5, (byte) 0x7f);
    assertThatThrownBy(() -> ItemList.decode(value)).isInstanceOf(CorruptFormatException.class);
    Arrays.fill(value, 1, 5, (byte) 0xff);
    assertThatThrownBy(() -> ItemList.decode(value)).isInstanceOf(CorruptFormatException.class);
  }

  @Test
  void sourcesOutOfOrderOrTwiceAreCorrupt() {
    byte[] value =
        new UserRecord(
                0,
                new int[0],
                new int[0],
                Map.of(Source.ALS, ScoredItems.NONE, Source.ITEM_ITEM, ScoredItems.NONE))
            .encode();
    int first = value.length - 14;
    assertThat(value[first]).isEqualTo(Source.ALS.code());
    for (int code : new int[] {Source.ITEM_ITEM.code(), Source.OWN_PAST.code(), 0, 15, 16, -1}) {
      value[first] = (byte) code;
      assertThatThrownBy(() -> UserRecord.decode(value)).isInstanceOf(CorruptFormatException.class);
    }
  }

  @Test
  void textThatIsNotUtf8IsCorrupt() {
    byte[] value = new ItemRecord("ä", true, java.util.List.of(), "{}", ScoredItems.NONE).encode();
    assertThat(value[6]).isEqualTo((byte) 0xc3);
    value[6] = 'a';
    assertThatThrownBy(() -> ItemRecord.decode(value))
        .isInstanceOf(CorruptFormatException.class)
        .hasMessageContaining("UTF-8");
    String replacement = "real \uFFFD";
    byte[] fine =
        new ItemRecord(replacement, true, java.util.List.of(), "{}", ScoredItems.NONE).encode();
    assertThat(ItemRecord.decode(fine).itemId()).isEqualTo(replacement);
  }

  @Test
  void truncatedManifestIsCorrupt() {
    String golden = GoldenFiles.readText("manifest-v1.json");
    // Without its last line feed the text is still whole.
    for (int length = 0; length < golden.length() - 1; length++) {
      String cut = golden.substring(0, length);
      assertThatThrownBy(() -> SnapshotManifest.parse(cut))
          .as("first %s characters", length)
          .isInstanceOf(CorruptFormatException.class);
    }
  }

  @Test
  void flippedBitInAManifestIsAFormatErrorOrAManifest() {
    byte[] golden = GoldenFiles.read("manifest-v1.json");
    for (int bit = 0; bit < golden.length * 8; bit++) {
      byte[] flipped = golden.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        SnapshotManifest manifest =
            SnapshotManifest.parse(new String(flipped, StandardCharsets.UTF_8));
        assertThat(SnapshotManifest.parse(manifest.toJson())).isEqualTo(manifest);
      } catch (FormatException e) {
        assertThat(e).hasMessageContaining("the manifest");
      }
    }
  }

  @Test
  void manifestsOfOtherFormatsHaveTheirOwnErrors() {
    String golden = GoldenFiles.readText("manifest-v1.json");
    assertThatThrownBy(() -> parseWithFormat(golden, "0"))
        .isInstanceOf(FormatTooOldException.class);
    assertThatThrownBy(() -> parseWithFormat(golden, "2"))
        .isInstanceOf(FormatTooNewException.class);
    for (String odd : new String[] {"1.5", "\"1\"", "true", "1e99", "null", "[]"}) {
      assertThatThrownBy(() -> parseWithFormat(golden, odd))
          .as(odd)
          .isInstanceOf(CorruptFormatException.class);
    }
  }

  private static SnapshotManifest parseWithFormat(String json, String format) {
    return SnapshotManifest.parse(json.replace("\"format\": 1", "\"format\": " + format));
  }
}

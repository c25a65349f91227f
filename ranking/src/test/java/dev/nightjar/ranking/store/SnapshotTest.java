package dev.nightjar.ranking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.CorruptFormatException;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Sha256;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final UserRecord ANNA =
      new UserRecord(
          3,
          new int[] {0, 2},
          new int[] {1},
          Map.of(Source.ALS, SnapshotFolder.scored(2, 1), Source.OWN_PAST, ScoredItems.NONE));

  @TempDir Path folder;

  private SnapshotFolder three() {
    return new SnapshotFolder()
        .item(
            new ItemRecord(
                "lamp", true, List.of("home", "light"), "{}", SnapshotFolder.scored(1, 2)))
        .item(
            new ItemRecord(
                "größe-ñ", false, List.of("home"), "{\"title\":\"Größe\"}", ScoredItems.NONE))
        .item(new ItemRecord("", true, List.of(), "{}", ScoredItems.NONE))
        .list("popular", 2, 0)
        .user("anna", ANNA);
  }

  @Test
  void givesBackWhatWasWritten() {
    three().write(folder);
    try (Snapshot snapshot = Snapshot.open(folder)) {
      assertThat(snapshot.itemCount()).isEqualTo(3);
      assertThat(snapshot.user("anna")).isEqualTo(ANNA);
      assertThat(snapshot.user("ann")).isNull();
      for (int item = 0; item < 3; item++) {
        assertThat(snapshot.indexOf(snapshot.itemId(item))).isEqualTo(item);
      }
      assertThat(snapshot.itemId(1)).isEqualTo("größe-ñ");
      assertThat(snapshot.indexOf("lam")).isEqualTo(-1);
      assertThat(snapshot.available(0)).isTrue();
      assertThat(snapshot.available(1)).isFalse();
      assertThat(snapshot.inCategory(0, "light")).isTrue();
      assertThat(snapshot.inCategory(1, "light")).isFalse();
      assertThat(snapshot.inCategory(2, "home")).isFalse();
      assertThat(snapshot.inCategory(0, "garden")).isFalse();
      assertThat(snapshot.itemsInCategory(snapshot.categoryNumber("home"))).containsExactly(0, 1);
      assertThat(snapshot.itemsInCategory(snapshot.categoryNumber("garden"))).isEmpty();
      assertThat(new String(snapshot.metadata(1), StandardCharsets.UTF_8))
          .isEqualTo("{\"title\":\"Größe\"}");
      assertThat(snapshot.neighbors(0)).isEqualTo(SnapshotFolder.scored(1, 2));
      assertThat(snapshot.neighbors(0)).isEqualTo(SnapshotFolder.scored(1, 2));
      assertThat(snapshot.list("popular")).isEqualTo(SnapshotFolder.scored(2, 0));
      assertThat(snapshot.list("none")).isEqualTo(ScoredItems.NONE);
      assertThat(snapshot.listNames()).containsExactly("popular");
    }
  }

  @Test
  void doesNotMixUpNeighborsThatShareACacheSlot() {
    SnapshotFolder many = new SnapshotFolder();
    for (int i = 0; i < 16_400; i++) {
      many.item("i" + i, SnapshotFolder.scored(i, 0));
    }
    many.write(folder);
    try (Snapshot snapshot = Snapshot.open(folder)) {
      for (int item : new int[] {5, 16_389, 8197, 5, 16_389}) {
        assertThat(snapshot.neighbors(item).items()).containsExactly(item, 0);
      }
    }
  }

  @Test
  void leavesThePublishedFilesAsTheyWereAndNothingElse() throws IOException {
    three().write(folder);
    Map<String, String> before = hashes();
    Snapshot snapshot = Snapshot.open(folder);
    snapshot.close();
    assertThat(hashes()).isEqualTo(before);
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void opensTheSameFolderTwiceAtOnce() {
    three().write(folder);
    try (Snapshot first = Snapshot.open(folder)) {
      Snapshot second = Snapshot.open(folder);
      assertThat(second.user("anna")).isEqualTo(ANNA);
      second.close();
      assertThat(first.user("anna")).isEqualTo(ANNA);
      assertThat(folder.resolve("db-1")).isDirectory();
      assertThat(folder.resolve("db-2")).doesNotExist();
    }
  }

  @Test
  void cleansUpWhatACrashLeft() throws IOException {
    three().write(folder);
    for (String leftover : List.of("db-1", "db-7")) {
      Files.createDirectories(folder.resolve(leftover).resolve("in"));
      Files.writeString(folder.resolve(leftover).resolve("CURRENT"), "MANIFEST-000005\n");
      Files.writeString(folder.resolve(leftover).resolve("in").resolve("a.sst"), "half");
    }
    try (Snapshot snapshot = Snapshot.open(folder)) {
      assertThat(snapshot.user("anna")).isEqualTo(ANNA);
      assertThat(folder.resolve("db-7")).doesNotExist();
    }
    assertThat(folder.resolve("db-1")).doesNotExist();
  }

  @Test
  void staysReadableUntilTheLastReferenceIsGone() {
    three().write(folder);
    Snapshot snapshot = Snapshot.open(folder);
    assertThat(snapshot.retain()).isTrue();
    snapshot.close();
    snapshot.close();
    assertThat(snapshot.user("anna")).isEqualTo(ANNA);
    snapshot.release();
    assertThat(snapshot.retain()).isFalse();
    assertThatThrownBy(() -> snapshot.user("anna")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(snapshot::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesIndexesThatAreNoItems() {
    three()
        .user("bert", new UserRecord(0, new int[] {3}, new int[0], Map.of()))
        .user(
            "carl",
            new UserRecord(
                0, new int[0], new int[0], Map.of(Source.ALS, SnapshotFolder.scored(-1))))
        .write(folder);
    try (Snapshot snapshot = Snapshot.open(folder)) {
      assertThatThrownBy(() -> snapshot.user("bert"))
          .isInstanceOf(CorruptFormatException.class)
          .hasMessageContaining("item 3 of 3");
      assertThatThrownBy(() -> snapshot.user("carl")).isInstanceOf(CorruptFormatException.class);
    }
  }

  @Test
  void refusesAListThatNamesAnItemThatIsNone() {
    three().list("recent", 4).write(folder);
    assertThatThrownBy(() -> Snapshot.open(folder)).isInstanceOf(CorruptFormatException.class);
    assertThat(folder.resolve("db-1")).doesNotExist();
  }

  @Test
  void writesNoFileForNoRows() {
    Path file = folder.resolve("empty.sst");
    try (StoreFileWriter writer = new StoreFileWriter(file)) {
      assertThat(writer.finish()).isZero();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void leavesNoHalfFileAndRefusesKeysOutOfOrder() {
    Path file = folder.resolve("half.sst");
    try (StoreFileWriter writer = new StoreFileWriter(file)) {
      writer.put(new byte[] {2}, new byte[] {1});
      assertThatThrownBy(() -> writer.put(new byte[] {1}, new byte[] {1}))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("half.sst after 1 rows");
    }
    assertThat(file).doesNotExist();
  }

  private Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.filter(path -> !path.toString().endsWith(".lock")).toList()) {
        hashes.put(file.getFileName().toString(), Sha256.hex(file));
      }
    }
    return hashes;
  }
}

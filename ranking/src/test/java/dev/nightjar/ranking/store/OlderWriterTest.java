package dev.nightjar.ranking.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under a Spark distribution the export runs with the distribution's rocksdbjni 9.8.4. The resource
 * {@code rocksdb-9.8.4/} was written by {@link #main} with that version in place of this build's.
 */
class OlderWriterTest {
  private static final List<String> FILES =
      List.of("manifest.json", "items.sst", "lists.sst", "users-00000.sst", "users-00001.sst");
  private static final int PERSONS = 60;

  @TempDir Path folder;

  @Test
  void readsWhatTheOlderRocksDbWrote() throws IOException {
    for (String name : FILES) {
      try (InputStream in =
          OlderWriterTest.class.getClassLoader().getResourceAsStream("rocksdb-9.8.4/" + name)) {
        Files.copy(Objects.requireNonNull(in, name), folder.resolve(name));
      }
    }
    try (Snapshot snapshot = SnapshotVerifier.open(folder)) {
      assertThat(snapshot.itemCount()).isEqualTo(30);
      assertThat(snapshot.list("popular")).isEqualTo(SnapshotFolder.scored(3, 1));
      for (int i = 0; i < PERSONS; i++) {
        assertThat(snapshot.user("p" + i)).isEqualTo(person(i));
      }
      assertThat(snapshot.user("nobody")).isNull();
    }
  }

  /** Writes the snapshot into the folder named by the first argument. */
  public static void main(String[] args) {
    SnapshotFolder snapshot = new SnapshotFolder().items(30).list("popular", 3, 1);
    for (int i = 0; i < PERSONS; i++) {
      snapshot.user("p" + i, person(i));
    }
    snapshot.write(Path.of(args[0]));
  }

  private static UserRecord person(int number) {
    return new UserRecord(
        number % 4,
        new int[] {number % 30},
        new int[0],
        Map.of(Source.ALS, SnapshotFolder.scored(number % 7, 8, 9)));
  }
}

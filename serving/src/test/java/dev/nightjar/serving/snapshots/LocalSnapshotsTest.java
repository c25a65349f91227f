package dev.nightjar.serving.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.ranking.store.SnapshotRefusedException;
import dev.nightjar.serving.bench.SampleSnapshot;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSnapshotsTest {
  @TempDir Path folder;

  @Test
  void nothingIsFetchedWhereItDoesNotFit() throws Exception {
    new SampleSnapshot("s-1", 5, 50, 1)
        .publish(folder.resolve("lake"), "a secret of 16 b".getBytes(StandardCharsets.UTF_8));
    Path home = Files.createDirectories(folder.resolve("home"));
    try (ObjectStore lake = ObjectStores.open(LakeSettings.directory(folder.resolve("lake")))) {
      LocalSnapshots full = new LocalSnapshots(home, lake, where -> 1_000);
      assertThatThrownBy(() -> full.fetch("s-1"))
          .isInstanceOf(SnapshotRefusedException.class)
          .hasMessageContaining("1,000 are free")
          .hasMessageContaining("make room");
      assertThat(names(home)).isEmpty();

      LocalSnapshots roomy = new LocalSnapshots(home, lake, where -> 1_000_000_000);
      roomy.fetch("s-1");
      assertThat(names(home)).isEqualTo("s-1");
    }
  }

  @Test
  void aCopyThatWasVerifiedIsVerifiedAgainOnceItChanged() throws Exception {
    new SampleSnapshot("s-1", 5, 50, 1)
        .publish(folder.resolve("lake"), "a secret of 16 b".getBytes(StandardCharsets.UTF_8));
    Path home = Files.createDirectories(folder.resolve("home"));
    try (ObjectStore lake = ObjectStores.open(LakeSettings.directory(folder.resolve("lake")))) {
      LocalSnapshots copies = new LocalSnapshots(home, lake);
      copies.open("s-1").close();
      Path ranker = home.resolve("s-1/ranker.bin");
      byte[] good = Files.readAllBytes(ranker);
      byte[] bad = good.clone();
      bad[bad.length - 1] ^= 1;
      Files.write(ranker, bad);
      copies.open("s-1").close();
      assertThat(Files.readAllBytes(ranker)).as("fetched again").isEqualTo(good);
    }
  }

  private static String names(Path home) throws IOException {
    try (Stream<Path> entries = Files.list(home)) {
      return String.join(" ", entries.map(entry -> entry.getFileName().toString()).toList());
    }
  }
}

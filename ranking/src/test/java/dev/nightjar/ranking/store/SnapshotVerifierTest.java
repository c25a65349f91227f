package dev.nightjar.ranking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Sha256;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotVerifierTest {
  @TempDir Path folder;
  private SnapshotManifest manifest;

  @BeforeEach
  void writeSnapshot() {
    SnapshotFolder snapshot = new SnapshotFolder().list("popular", 1, 2, 3);
    for (int i = 0; i < 40; i++) {
      snapshot.item(new ItemRecord("i" + i, true, List.of("c"), "{}", ScoredItems.NONE));
    }
    for (int i = 0; i < 120; i++) {
      snapshot.user(
          "p" + i,
          new UserRecord(
              0, new int[] {1}, new int[0], Map.of(Source.ALS, SnapshotFolder.scored(3, 4, 5))));
    }
    manifest = snapshot.write(folder);
  }

  @Test
  void acceptsWhatWasPublished() {
    assertThat(SnapshotVerifier.verify(folder)).isEqualTo(manifest);
    try (Snapshot snapshot = SnapshotVerifier.open(folder)) {
      assertThat(snapshot.user("p119")).isNotNull();
    }
  }

  @Test
  void refusesEveryFlippedBit() throws IOException {
    Path file = folder.resolve("users-00001.sst");
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at += Math.max(1, good.length / 40)) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      Files.write(file, bad);
      assertThat(refusal()).hasSize(1).first().asString().contains("users-00001.sst has SHA-256");
    }
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Path file = folder.resolve("items.sst");
    byte[] good = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, good.length / 2, good.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThat(refusal())
          .containsExactly("items.sst has " + length + " bytes, the manifest says " + good.length);
    }
  }

  @Test
  void refusesAMissingFileAndNamesEveryFault() throws IOException {
    Files.delete(folder.resolve("users-00000.sst"));
    Files.write(folder.resolve("lists.sst"), new byte[3]);
    assertThat(refusal())
        .hasSize(2)
        .anyMatch(reason -> reason.contains("users-00000.sst is missing"))
        .anyMatch(reason -> reason.contains("lists.sst has 3 bytes"));
  }

  @Test
  void refusesWrongCounts() {
    write(with(manifest.files(), Map.of("users", 121L, "items", 40L, "lists", 1L), sentinels()));
    assertThat(refusal()).containsExactly("the store has 120 users, the manifest says 121");
  }

  @Test
  void refusesAStoreThatLacksAFileOfTheNight() {
    List<StoreFile> files = new ArrayList<>(manifest.files());
    files.removeIf(file -> file.name().equals("users-00002.sst"));
    write(with(files, manifest.counts(), sentinels()));
    assertThat(refusal())
        .anyMatch(reason -> reason.equals("the store has 100 users, the manifest says 120"))
        .anyMatch(reason -> reason.contains("lacks the sentinel"));
  }

  @Test
  void refusesWrongSentinels() {
    Sentinel first = sentinels().get(0);
    write(
        with(
            manifest.files(),
            manifest.counts(),
            List.of(
                new Sentinel(first.key(), Sha256.hex(new byte[0])),
                new Sentinel("75ff", first.sha256()),
                new Sentinel("no hex", first.sha256()))));
    assertThat(refusal())
        .containsExactly(
            "the value of the sentinel 6900000000 differs from the manifest's",
            "the store lacks the sentinel 75ff",
            "the sentinel key no hex is not hexadecimal");
  }

  @Test
  void refusesAnEmptyStore() {
    write(with(List.of(), Map.of(), List.of()));
    assertThat(refusal())
        .containsExactly(
            "the manifest names no files",
            "the manifest names no sentinels",
            "the manifest counts no items");
  }

  @Test
  void refusesFilesThatOverlap() throws IOException {
    Path copy = folder.resolve("users-00009.sst");
    Files.copy(folder.resolve("users-00001.sst"), copy);
    List<StoreFile> files = new ArrayList<>(manifest.files());
    files.add(new StoreFile("users-00009.sst", Files.size(copy), Sha256.hex(copy)));
    write(with(files, manifest.counts(), sentinels()));
    assertThat(refusal()).hasSize(1).first().asString().contains("cannot open the store");
  }

  @Test
  void refusesManifestsTooOldTooNewCutOrMissing() throws IOException {
    Path file = folder.resolve("manifest.json");
    String json = manifest.toJson();
    Files.writeString(file, json.replace("\"format\": 1", "\"format\": 0"));
    assertThat(refusal()).first().asString().contains("older than 1");
    Files.writeString(file, json.replace("\"format\": 1", "\"format\": 2"));
    assertThat(refusal()).first().asString().contains("newer than 1");
    Files.writeString(file, json.substring(0, json.length() / 2));
    assertThat(refusal()).first().asString().contains("not JSON");
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertThat(refusal()).first().asString().contains("not UTF-8");
    Files.delete(file);
    assertThat(refusal()).first().asString().contains("cannot read the manifest");
  }

  @Test
  void refusesNamesThatLeadOutOfTheFolder() {
    for (String name : List.of("../items.sst", "/etc/passwd", "..", "a\0b", "", "sub/items.sst")) {
      write(with(List.of(new StoreFile(name, 1, "00")), manifest.counts(), sentinels()));
      assertThat(refusal()).first().asString().contains("is not a plain one");
    }
  }

  @Test
  void refusesWeightsOfUnknownSources() {
    write(manifest.with(Map.of("new_items", Map.of("als", 1.0, "crystal_ball", 2.0)), Map.of()));
    assertThat(refusal())
        .containsExactly("the weights of new_items name the source crystal_ball, unknown here");
  }

  @Test
  void acceptsAWeightOfTheContext() {
    SnapshotManifest changed =
        manifest.with(Map.of("new_items", Map.of("als", 1.0, "context", 0.5)), Map.of());
    write(changed);
    assertThat(SnapshotVerifier.verify(folder)).isEqualTo(changed);
  }

  private List<Sentinel> sentinels() {
    return manifest.sentinels();
  }

  private SnapshotManifest with(
      List<StoreFile> files, Map<String, Long> counts, List<Sentinel> sentinels) {
    return new SnapshotManifest(
        manifest.snapshotId(),
        manifest.modelVersion(),
        manifest.runDate(),
        manifest.window(),
        files,
        counts,
        sentinels,
        manifest.weights(),
        manifest.segments(),
        manifest.origins(),
        manifest.metrics());
  }

  private void write(SnapshotManifest changed) {
    try {
      Files.writeString(folder.resolve("manifest.json"), changed.toJson());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> refusal() {
    SnapshotRefusedException refused =
        catchThrowableOfType(SnapshotRefusedException.class, () -> SnapshotVerifier.verify(folder));
    assertThat(refused).isNotNull();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(Files::isDirectory)).as("folders left behind").isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return refused.reasons();
  }

  @Test
  void refusesARankerThatWantsAFeatureUnknownHere() {
    Path other = folder.resolve("other");
    SnapshotFolder snapshot = new SnapshotFolder().items(2);
    snapshot.ranker(new RankerModel(List.of("blend", "weather.rain"), Map.of()));
    snapshot.write(other);

    assertThatThrownBy(() -> SnapshotVerifier.verify(other))
        .isInstanceOf(SnapshotRefusedException.class)
        .hasMessageContaining("the ranker wants the feature weather.rain, unknown here");
  }

  @Test
  void opensARankerOfKnownFeatures() {
    Path other = folder.resolve("other");
    RankerModel ranker = new RankerModel(List.of("own.count", "blend"), Map.of());
    new SnapshotFolder().items(2).ranker(ranker).write(other);

    try (Snapshot snapshot = SnapshotVerifier.open(other)) {
      assertThat(snapshot.ranker()).isEqualTo(ranker);
    }
  }
}

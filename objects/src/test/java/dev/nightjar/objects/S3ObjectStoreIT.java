package dev.nightjar.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreIT extends ObjectStoreContract {

  @TempDir static Path buckets;
  private static S3EndpointProcess endpoint;
  private static ObjectStore store;

  @BeforeAll
  static void start() {
    endpoint = S3EndpointProcess.start(buckets.resolve("s3"));
    store = ObjectStores.open(endpoint.settings());
  }

  @AfterAll
  static void stop() {
    store.close();
    endpoint.close();
  }

  @BeforeEach
  void empty() {
    store.list("").forEach(entry -> store.delete(entry.key()));
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void keepsAPrefixOutOfKeys() {
    LakeSettings root = endpoint.settings();
    LakeSettings below = with(root, root.uri() + "/lakes/one");
    try (ObjectStore prefixed = ObjectStores.open(below)) {
      prefixed.put("a/k", bytes("x"));
      assertThat(prefixed.list("")).extracting(ObjectEntry::key).containsExactly("a/k");
      assertThat(store.read("lakes/one/a/k")).isPresent();
    }
  }

  @Test
  void listsMoreThanOnePage() {
    for (int i = 0; i < 1_050; i++) {
      store.put(String.format("many/%04d", i), new byte[0]);
    }
    List<ObjectEntry> found = store.list("many/");
    assertThat(found).hasSize(1_050);
    assertThat(found.get(1_049).key()).isEqualTo("many/1049");
  }

  @Test
  void movesAFileLargerThanTheHeapOfTheEndpoint() throws IOException {
    Path source = work.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(300L << 20);
      file.seek(200L << 20);
      file.write(bytes("in the middle"));
    }
    store.put("large", source);
    assertThat(store.list("large")).containsExactly(new ObjectEntry("large", 300L << 20));
    assertThat(store.download("large", work.resolve("back"))).isTrue();
    assertThat(Files.mismatch(source, work.resolve("back"))).isEqualTo(-1);
  }

  @Test
  void namesTheKeysToCheckWhenCredentialsAreWrong() {
    LakeSettings wrong = S3EndpointProcess.lake(endpoint.url(), "somebody", "else");
    try (ObjectStore refused = ObjectStores.open(wrong)) {
      for (Runnable call : callsOf(refused)) {
        assertThatThrownBy(call::run)
            .isInstanceOf(ObjectStoreException.class)
            .hasMessageContaining("bucket nightjar at " + endpoint.url())
            .hasMessageContaining("wrong credentials")
            .hasMessageContaining("NIGHTJAR_S3_ACCESS_KEY");
      }
    }
  }

  @Test
  void namesTheBucketThatIsMissing() {
    try (ObjectStore absent = ObjectStores.open(with(endpoint.settings(), "s3a://absent-bucket"))) {
      for (Runnable call : callsOf(absent)) {
        assertThatThrownBy(call::run)
            .isInstanceOf(ObjectStoreException.class)
            .hasMessageContaining("there is no such bucket; create bucket absent-bucket");
      }
    }
  }

  @Test
  void givesUpOnARefusedEndpointInsteadOfHanging() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    LakeSettings nowhere = S3EndpointProcess.lake("http://127.0.0.1:" + free, "any", "any");
    try (ObjectStore refused = ObjectStores.open(nowhere)) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () ->
              assertThatThrownBy(() -> refused.read("k"))
                  .isInstanceOf(ObjectStoreException.class)
                  .hasMessageContaining("nothing answers at http://127.0.0.1:" + free)
                  .hasMessageContaining("NIGHTJAR_S3_ENDPOINT"));
    }
  }

  @Test
  void keepsObjectsAcrossRestarts() {
    Path dir = buckets.resolve("restarted");
    try (S3EndpointProcess first = S3EndpointProcess.start(dir, "key", "secret");
        ObjectStore before = ObjectStores.open(first.settings())) {
      before.put("a/kept", bytes("x"));
      before.putIfAbsent("lease", bytes("held"));
    }
    try (S3EndpointProcess second = S3EndpointProcess.start(dir, "key", "secret");
        ObjectStore after = ObjectStores.open(second.settings())) {
      assertThat(after.read("a/kept").orElseThrow()).isEqualTo(bytes("x"));
      assertThat(after.putIfAbsent("lease", bytes("taken"))).isFalse();
    }
  }

  @Test
  void readsAndReplacesObjectsThatWereCopiedWithoutExtendedAttributes() throws IOException {
    Path dir = buckets.resolve("copied-from");
    try (S3EndpointProcess first = S3EndpointProcess.start(dir, "key", "secret");
        ObjectStore before = ObjectStores.open(first.settings())) {
      before.put("a/kept", bytes("x"));
      before.put("a/large", Files.write(work.resolve("large"), new byte[20 << 20]));
    }
    Path copy = buckets.resolve("copied-to");
    S3EndpointProcess.copyContent(dir, copy);
    try (S3EndpointProcess second = S3EndpointProcess.start(copy, "key", "secret");
        ObjectStore after = ObjectStores.open(second.settings())) {
      assertThat(after.read("a/kept").orElseThrow()).isEqualTo(bytes("x"));
      assertThat(after.download("a/large", work.resolve("back"))).isTrue();
      assertThat(Files.size(work.resolve("back"))).isEqualTo(20 << 20);
      assertThat(after.putIfAbsent("a/kept", bytes("y"))).isFalse();
      after.put("a/kept", bytes("z"));
      assertThat(after.read("a/kept").orElseThrow()).isEqualTo(bytes("z"));
      assertThat(after.list("a/"))
          .containsExactly(new ObjectEntry("a/kept", 1), new ObjectEntry("a/large", 20 << 20));
    }
  }

  private static List<Runnable> callsOf(ObjectStore store) {
    return List.of(
        () -> store.read("k"),
        () -> store.put("k", bytes("x")),
        () -> store.putIfAbsent("k", bytes("x")),
        () -> store.list(""),
        () -> store.download("k", buckets.resolve("never")));
  }

  private static LakeSettings with(LakeSettings lake, String uri) {
    return new LakeSettings(
        uri, lake.endpoint(), lake.region(), lake.accessKey(), lake.secretKey(), lake.pathStyle());
  }
}

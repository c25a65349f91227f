package dev.nightjar.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store has to do; a test class for each store inherits it. */
abstract class ObjectStoreContract {

  @TempDir Path work;

  /** An empty store. */
  abstract ObjectStore store();

  @Test
  void readsWhatWasPut() {
    store().put("a/b/c.txt", bytes("hello"));
    assertThat(store().read("a/b/c.txt"))
        .hasValueSatisfying(body -> assertThat(body).isEqualTo(bytes("hello")));
  }

  @Test
  void replacesWhatWasPutBefore() {
    store().put("k", bytes("first, and longer"));
    store().put("k", bytes("second"));
    assertThat(store().read("k").orElseThrow()).isEqualTo(bytes("second"));
  }

  @Test
  void keepsAnEmptyObject() {
    store().put("empty", new byte[0]);
    assertThat(store().read("empty").orElseThrow()).isEmpty();
  }

  @Test
  void readsNothingWhereNoObjectIs() {
    assertThat(store().read("no/such")).isEmpty();
  }

  @Test
  void putsIfAbsentOnlyOnce() {
    assertThat(store().putIfAbsent("lease", bytes("one"))).isTrue();
    assertThat(store().putIfAbsent("lease", bytes("two"))).isFalse();
    assertThat(store().read("lease").orElseThrow()).isEqualTo(bytes("one"));
  }

  @Test
  void letsExactlyOneOfManyWritersPutIfAbsent() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] body = bytes("writer " + i);
        writers.add(() -> store().putIfAbsent("race", body));
      }
      int won = 0;
      for (Future<Boolean> writer : pool.invokeAll(writers)) {
        won += writer.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void putsAgainAfterDelete() {
    store().put("k", bytes("x"));
    store().delete("k");
    assertThat(store().read("k")).isEmpty();
    assertThat(store().putIfAbsent("k", bytes("y"))).isTrue();
  }

  @Test
  void deletesNothingWithoutComplaint() {
    store().delete("never/was");
    assertThat(store().list("")).isEmpty();
  }

  @Test
  void movesAFileThereAndBack() throws IOException {
    byte[] body = new byte[3_000_000];
    new Random(7).nextBytes(body);
    Path source = Files.write(work.resolve("source.bin"), body);
    store().put("big/file.sst", source);
    Path target = work.resolve("new/directories/target.bin");
    assertThat(store().download("big/file.sst", target)).isTrue();
    assertThat(target).hasBinaryContent(body);
    assertThat(target.getParent()).isDirectoryNotContaining(p -> p.toString().endsWith(".tmp"));
  }

  @Test
  void replacesTheFileItDownloadsTo() throws IOException {
    store().put("k", bytes("new"));
    Path target = Files.writeString(work.resolve("t"), "old and longer");
    store().download("k", target);
    assertThat(target).hasContent("new");
  }

  @Test
  void leavesTheFileAloneWhenThereIsNoObject() throws IOException {
    Path target = Files.writeString(work.resolve("t"), "kept");
    assertThat(store().download("no/such", target)).isFalse();
    assertThat(target).hasContent("kept");
  }

  @Test
  void listsByPrefixInOrderAtAnyDepth() {
    for (String key : List.of("s/b/2", "s/b/1", "s/a", "sx/c", "other")) {
      store().put(key, bytes(key));
    }
    assertThat(store().list("s/"))
        .extracting(ObjectEntry::key)
        .containsExactly("s/a", "s/b/1", "s/b/2");
    assertThat(store().list("s"))
        .extracting(ObjectEntry::key)
        .containsExactly("s/a", "s/b/1", "s/b/2", "sx/c");
    assertThat(store().list("s/b/")).extracting(ObjectEntry::size).containsExactly(5L, 5L);
    assertThat(store().list("none/")).isEmpty();
    assertThat(store().list("")).hasSize(5);
  }

  @Test
  void keepsKeysWithUnusualCharacters() {
    String key = "landing/events/dt=2026-03-01/part 1+ü%20~'.jsonl.gz";
    store().put(key, bytes("x"));
    assertThat(store().read(key)).isPresent();
    assertThat(store().list("landing/events/dt=2026-03-01/"))
        .extracting(ObjectEntry::key)
        .containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", "a/.", "."})
  void refusesKeysThatAreNotPlainPaths(String key) {
    assertThatThrownBy(() -> store().put(key, bytes("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().read(key)).isInstanceOf(IllegalArgumentException.class);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

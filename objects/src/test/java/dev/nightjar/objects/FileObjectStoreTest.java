package dev.nightjar.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {

  @TempDir Path lake;
  private FileObjectStore store;

  @BeforeEach
  void open() {
    store = new FileObjectStore(lake);
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void isWhatAFileAddressOpens() {
    try (ObjectStore opened = ObjectStores.open(LakeSettings.directory(lake))) {
      opened.put("k", bytes("x"));
      assertThat(lake.resolve("k")).hasContent("x");
    }
  }

  @Test
  void hidesUnfinishedAndChecksumFiles() throws IOException {
    store.put("d/k", bytes("x"));
    Files.writeString(lake.resolve("d/.k.crc"), "crc");
    Files.writeString(lake.resolve("d/.nightjar-1.tmp"), "half");
    assertThat(store.list("")).extracting(ObjectEntry::key).containsExactly("d/k");
  }

  @Test
  void dropsTheStaleChecksumOfAReplacedObject() throws IOException {
    Files.writeString(lake.resolve(".CURRENT.crc"), "crc of the old bytes");
    store.put("CURRENT", bytes("new"));
    assertThat(lake.resolve(".CURRENT.crc")).doesNotExist();
  }

  @Test
  void leavesNoTemporaryFileBehind() throws IOException {
    store.putIfAbsent("d/k", bytes("x"));
    store.putIfAbsent("d/k", bytes("y"));
    store.put("d/k", bytes("z"));
    try (var files = Files.list(lake.resolve("d"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("k");
    }
  }

  @Test
  void saysWhatToDoWhenADirectoryCannotBeMade() throws IOException {
    Files.writeString(lake.resolve("file"), "in the way");
    assertThatThrownBy(() -> store.put("file/below", bytes("x")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageStartingWith("cannot write file/below in lake file:///")
        .hasMessageContaining("check the directory");
  }

  @Test
  void aDirectoryIsNoObject() {
    store.put("d/k", bytes("x"));
    assertThat(store.read("d")).isEmpty();
    assertThat(store.download("d", work.resolve("t"))).isFalse();
  }
}

package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  /** The first example of FIPS 180-4's test vectors. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesPartsAsIfTheyWereOne() {
    assertThat(Sha256.hex(bytes("abc"))).isEqualTo(OF_ABC);
    assertThat(Sha256.hex(bytes("a"), bytes(""), bytes("bc"))).isEqualTo(OF_ABC);
  }

  @Test
  void hashesAFile(@TempDir Path folder) throws IOException {
    assertThat(Sha256.hex(Files.write(folder.resolve("abc"), bytes("abc")))).isEqualTo(OF_ABC);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

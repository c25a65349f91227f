package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LandedContentTest {

  private static final String TEXT = "one\ntwo\n".repeat(50_000);

  private int opened;

  @Test
  void readsACheckedFileFromMemory() throws IOException {
    LandedContent content = content("\uFEFF" + TEXT, 1 << 20);
    assertThat(content.check()).isEqualTo(new FileCheck.Verdict("", 100_000));
    assertThat(text(content)).isEqualTo(TEXT);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void readsALargeFileAgain() throws IOException {
    LandedContent content = content("\uFEFF" + TEXT, 100_000);
    assertThat(content.check().lines()).isEqualTo(100_000);
    assertThat(text(content)).isEqualTo(TEXT);
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void readsAFileThatWasNotChecked() throws IOException {
    assertThat(text(content(TEXT, 1 << 20))).isEqualTo(TEXT);
    assertThat(opened).isEqualTo(1);
  }

  private LandedContent content(String text, long mostKeptBytes) {
    byte[] stored = text.getBytes(StandardCharsets.UTF_8);
    FileCheck.Source source =
        () -> {
          opened++;
          return new ByteArrayInputStream(stored);
        };
    return new LandedContent(source, false, mostKeptBytes);
  }

  private static String text(LandedContent content) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

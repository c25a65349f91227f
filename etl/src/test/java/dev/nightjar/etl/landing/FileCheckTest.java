package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCheckTest {

  @Test
  void countsLinesOfPlainAndGzipFiles() throws IOException {
    assertThat(check(bytes("a\nb\n"), false)).isEqualTo(new FileCheck.Verdict("", 2));
    assertThat(check(bytes("a\nb"), false)).isEqualTo(new FileCheck.Verdict("", 2));
    assertThat(check(gzip("a\n\nb\n"), true)).isEqualTo(new FileCheck.Verdict("", 3));
  }

  @Test
  void readsEveryMemberOfAConcatenatedGzipFile() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip("a\n"));
    both.write(gzip("b\n"));
    assertThat(check(both.toByteArray(), true).lines()).isEqualTo(2);
  }

  @Test
  void refusesEmptyFiles() throws IOException {
    assertThat(check(new byte[0], false).refusal()).isEqualTo("file.empty");
    assertThat(check(new byte[0], true).refusal()).isEqualTo("file.empty");
    assertThat(check(gzip(""), true).refusal()).isEqualTo("file.empty");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 11, 20, 500, 900})
  void refusesAGzipFileCutAnywhere(int length) throws IOException {
    byte[] whole = gzip(randomLines());
    assertThat(whole.length).isGreaterThan(901);
    assertThat(check(Arrays.copyOf(whole, length), true).refusal()).isEqualTo("file.truncated");
    assertThat(check(Arrays.copyOf(whole, whole.length - length), true).refusal())
        .isEqualTo("file.truncated");
  }

  @Test
  void refusesAGzipFileWithAFlippedBitOrNoGzipAtAll() throws IOException {
    byte[] whole = gzip(randomLines());
    whole[whole.length - 6] ^= 1;
    assertThat(check(whole, true).refusal()).isEqualTo("file.corrupt");
    assertThat(check(bytes("{\"type\":\"page\"}\n{}\n"), true).refusal()).isEqualTo("file.corrupt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a\n", "a\nb", "\n", "\n\na\n", "a\r\nb\n"})
  void splitsIntoAsManyLinesAsTheCheckCounts(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    LineSplitter splitter = new LineSplitter(new ByteArrayInputStream(bytes(text)), 100);
    while (splitter.next()) {
      lines.add(new String(splitter.bytes(), StandardCharsets.UTF_8));
      assertThat(splitter.number()).isEqualTo(lines.size());
    }
    assertThat((long) lines.size()).isEqualTo(check(bytes(text), false).lines());
    assertThat(String.join("\n", lines)).isEqualTo(text.replaceAll("\n$", ""));
  }

  @Test
  void keepsOnlyTheBeginningOfALongLine() throws IOException {
    String text = "x".repeat(200_000) + "\nshort\n";
    LineSplitter splitter = new LineSplitter(new ByteArrayInputStream(bytes(text)), 1000);
    assertThat(splitter.next()).isTrue();
    assertThat(splitter.isTooLong()).isTrue();
    assertThat(splitter.length()).isEqualTo(200_000);
    assertThat(splitter.bytes()).hasSize(1000);
    assertThat(splitter.next()).isTrue();
    assertThat(splitter.bytes()).isEqualTo(bytes("short"));
    assertThat(splitter.next()).isFalse();
  }

  private static FileCheck.Verdict check(byte[] stored, boolean gzip) throws IOException {
    return FileCheck.check(() -> new ByteArrayInputStream(stored), gzip, (buffer, length) -> {});
  }

  private static String randomLines() {
    java.util.Random random = new java.util.Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append(random.nextLong()).append('\n');
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    }
    return out.toByteArray();
  }
}

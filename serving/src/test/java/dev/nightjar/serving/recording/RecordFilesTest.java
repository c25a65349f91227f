package dev.nightjar.serving.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {
  private static final RecordSettings BOUNDS = new RecordSettings(1, 10, 2);

  @TempDir Path folder;

  @Test
  void keepsTheNewestFilesAndNoneAboveItsSize() throws IOException {
    try (RecordFiles files = new RecordFiles(folder, BOUNDS)) {
      files.append(lines("one\n", "two\n", "three\n"));
      files.append(lines("4\n", "a line that is longer than a file\n", "6\n"));
    }
    assertThat(names()).containsExactly("requests-000003.jsonl", "requests-000004.jsonl");
    assertThat(folder.resolve("requests-000003.jsonl"))
        .hasContent("a line that is longer than a file");
    assertThat(folder.resolve("requests-000004.jsonl")).hasContent("6");
  }

  @Test
  void beginsAfterTheFilesOfAnEarlierRunAndLeavesOthersAlone() throws IOException {
    Files.writeString(folder.resolve("requests-999999.jsonl"), "old\n");
    Files.writeString(folder.resolve("requests-1000000.jsonl"), "newer\n");
    Files.writeString(folder.resolve("notes.txt"), "mine\n");
    try (RecordFiles files = new RecordFiles(folder, BOUNDS)) {
      files.append(lines("x\n"));
    }
    assertThat(names())
        .containsExactly("notes.txt", "requests-1000000.jsonl", "requests-1000001.jsonl");
  }

  @Test
  void beginsANewFileAfterAWriteThatFailed() throws IOException {
    Path gone = folder.resolve("gone");
    try (RecordFiles files = new RecordFiles(gone, BOUNDS)) {
      Files.delete(gone);
      assertThatThrownBy(() -> files.append(lines("x\n"))).isInstanceOf(IOException.class);
      Files.createDirectories(gone);
      files.append(lines("y\n"));
    }
    assertThat(gone.resolve("requests-000002.jsonl")).hasContent("y");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<byte[]> lines(String... lines) {
    return Stream.of(lines).map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }
}

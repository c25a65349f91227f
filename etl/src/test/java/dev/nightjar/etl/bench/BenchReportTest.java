package dev.nightjar.etl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

  @Test
  void hasTheFormOfEveryBenchmark() {
    BenchReport report = new BenchReport("here").row("a", 1.5, "s").ratio("a / b", 0.5);
    assertThat(report.json())
        .isEqualTo(
            "{\"machine\":\"here\",\"rows\":[{\"name\":\"a\",\"value\":1.5,\"unit\":\"s\"}],"
                + "\"ratios\":{\"a / b\":0.5}}");
    assertThat(report.table()).startsWith("here\na ").contains("1.50 s").endsWith("0.50");
  }

  @Test
  void takesTheMedianOfRounds() {
    assertThat(BenchReport.median(List.of(3.0, 1.0, 9.0))).isEqualTo(3.0);
    assertThat(BenchReport.median(List.of(3.0, 1.0))).isEqualTo(2.0);
  }

  @Test
  void makesUpTheSameNightEachTime(@TempDir Path folder) throws IOException {
    MadeUpNight night = new MadeUpNight(LocalDate.of(2026, 1, 5), 1003, 1);
    List<Path> files = night.write(folder.resolve("a"));
    List<Path> again = night.write(folder.resolve("b"));
    int lines = 0;
    for (int i = 0; i < files.size(); i++) {
      assertThat(Files.readAllBytes(again.get(i))).isEqualTo(Files.readAllBytes(files.get(i)));
      lines += lines(files.get(i));
    }
    assertThat(files).hasSize(MadeUpNight.FILES);
    assertThat(lines).isEqualTo(1003);
  }

  private static int lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return (int) reader.lines().count();
    }
  }
}

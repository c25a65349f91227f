package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Public data sets that are not part of the repository; their folder is -Dnightjar.data. */
@ExtendWith(SparkSessionExtension.class)
class RealFilesImportIT {

  private ImportFixture fixture;

  @BeforeEach
  void openLake(TestLake lake) {
    this.fixture = new ImportFixture(lake);
  }

  @Test
  void landsTheGiftShopsFirstMonth() {
    ImportSummary summary = land("online-retail", "online-retail", "2010-12-*");
    assertThat(summary.tally().read()).isEqualTo(42_481);
    assertThat(summary.tally().keptOut()).isEqualTo(200);
    assertThat(summary.tally().errors()).isEmpty();
    assertThat(summary.landed().events()).isEqualTo(42_281);
    assertThat(summary.landed().days()).isEqualTo(20);
  }

  @Test
  void landsMovieTweetings() {
    ImportSummary summary = land("movietweetings", "movietweetings-100k");
    assertThat(summary.tally().errors()).isEmpty();
    assertThat(summary.landed().events()).isEqualTo(100_000);
    assertThat(summary.landed().items()).isEqualTo(10_506);
  }

  /** Some 4,000 small files take a minute, so it is run by hand. */
  @Test
  @EnabledIfSystemProperty(named = "nightjar.slow", matches = "true")
  void landsTwentyYearsOfMovieLensDayByDay() {
    ImportSummary summary = land("movielens", "ml-latest-small");
    assertThat(summary.tally().errors()).isEmpty();
    assertThat(summary.landed().events()).isEqualTo(100_004);
    assertThat(summary.landed().days()).isEqualTo(3_840);
    assertThat(summary.filesLeftOut()).hasSize(2);
  }

  @Test
  void landsEveryImpressionAndEveryClickOfTheOpenBandit() {
    ImportSummary summary = land("open-bandit", "open-bandit-small");
    assertThat(summary.tally().errors()).isEmpty();
    assertThat(summary.tally().unmapped()).isEmpty();
    assertThat(summary.filesLeftOut()).singleElement().asString().contains("README.md");
    // 160 rows of four catalogues, 40,000 impressions, 207 clicks.
    assertThat(summary.tally().read()).isEqualTo(40_160);
    assertThat(summary.landed().items()).isEqualTo(80);
    assertThat(summary.landed().events()).isEqualTo(40_207);
  }

  private ImportSummary land(String mapping, String folder) {
    return land(mapping, folder, null);
  }

  /** Lands a folder, or only those of its files that a pattern names. */
  private ImportSummary land(String mapping, String folder, @Nullable String files) {
    Path source =
        Path.of(System.getProperty("nightjar.data", "../../shared/data"), folder)
            .toAbsolutePath()
            .normalize();
    assumeTrue(
        Files.isDirectory(source),
        () -> source + " is not there; point -Dnightjar.data at the folder that holds " + folder);
    return fixture.run(
        ImportRequest.of(
            ImportFixture.SHIPPED.resolve(mapping + ".conf"),
            files == null ? List.of(source.toString()) : named(source, files)));
  }

  private static List<String> named(Path folder, String pattern) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      return StreamSupport.stream(files.spliterator(), false).map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

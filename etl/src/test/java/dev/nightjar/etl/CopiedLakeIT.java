package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.objects.S3EndpointProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded endpoint keeps the checksum of an object in extended attributes of its file, which
 * {@code cp -r}, archives and other machines leave behind.
 */
@ExtendWith(SparkSessionExtension.class)
class CopiedLakeIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final Path CLASS_PATH = Path.of("../endpoint/target/class-path");

  @Test
  void goesOnWhenTheCopyLacksExtendedAttributes(@TempDir Path dir) throws IOException {
    assumeTrue(
        Files.exists(CLASS_PATH),
        () -> CLASS_PATH + " is missing; package the endpoint module first");
    Path original = dir.resolve("original");
    Path copy = dir.resolve("copy");
    try (S3EndpointProcess endpoint = S3EndpointProcess.start(original)) {
      Lake lake = TestLake.onEndpoint(endpoint.settings());
      lake.replaceRunDate(RunAccounting.TABLE, row(lake, MONDAY), MONDAY);
    }
    S3EndpointProcess.copyContent(original, copy);
    assumeTrue(hasAttributes(original), "the file system has no extended attributes");
    assertThat(hasAttributes(copy)).isFalse();

    try (S3EndpointProcess endpoint = S3EndpointProcess.start(copy)) {
      Lake lake = TestLake.onEndpoint(endpoint.settings());
      assertThat(lake.read(RunAccounting.TABLE).count()).isEqualTo(1);
      lake.replaceRunDate(RunAccounting.TABLE, row(lake, MONDAY), MONDAY);
      LocalDate tuesday = MONDAY.plusDays(1);
      lake.replaceRunDate(RunAccounting.TABLE, row(lake, tuesday), tuesday);
      assertThat(lake.read(RunAccounting.TABLE).count()).isEqualTo(2);
    }
  }

  private static Dataset<Row> row(Lake lake, LocalDate day) {
    Row row =
        RowFactory.create(
            Date.valueOf(day),
            "a.jsonl",
            Date.valueOf(day),
            RunAccounting.FEED_EVENTS,
            RunAccounting.ACCEPTED,
            "",
            7L);
    return lake.spark().createDataFrame(List.of(row), RunAccounting.SCHEMA);
  }

  private static boolean hasAttributes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        UserDefinedFileAttributeView view =
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (view != null && !view.list().isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }
}

package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.objects.S3EndpointProcess;
import dev.nightjar.settings.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessionExtension.class)
class S3ImportIT {

  @Test
  void landsTheSameObjectsOverS3AsInAFolder(TestLake folder, @TempDir Path dir) throws Exception {
    Path classPath = Path.of("../endpoint/target/class-path");
    assumeTrue(
        Files.exists(classPath),
        () -> classPath + " is missing; package the endpoint module first");
    ImportFixture fixture = new ImportFixture(folder);
    fixture.source(
        "a.csv",
        "user,item,event,time",
        "u,i,View,2026-01-05 10:00:00",
        "u,j,View,2026-01-06 10:00:00");
    ImportRequest request =
        ImportRequest.of(
            ImportFixture.SHIPPED.resolve("example.conf"), List.of(fixture.sources().toString()));
    fixture.run(request);

    try (S3EndpointProcess endpoint = S3EndpointProcess.start(dir.resolve("s3"))) {
      Lake lake = TestLake.onEndpoint(endpoint.settings());
      assertThat(ImportJob.run(lake, request, new Progress()).landed().filesWritten()).isEqualTo(2);
      assertThat(ImportJob.run(lake, request, new Progress()).landed().filesPresent()).isEqualTo(2);

      assertThat(landed(dir.resolve("s3").resolve(endpoint.settings().bucket())))
          .isEqualTo(landed(folder.directory()))
          .hasSize(2);
    }
  }

  private static Map<String, Integer> landed(Path root) throws IOException {
    Map<String, Integer> landed = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve("landing"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        landed.put(
            root.relativize(file).toString(), java.util.Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return landed;
  }
}

package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.objects.S3EndpointProcess;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake that cannot be reached is one sentence; one that can holds the same tables as a folder.
 */
@ExtendWith(SparkSessionExtension.class)
class LakeProbeIT {

  @TempDir Path dir;

  @Test
  void saysWhatIsWrongWithAnS3LakeAndUsesOneThatIsRight() {
    Path module = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    assumeTrue(
        Files.isRegularFile(module.resolveSibling("endpoint/target/class-path")),
        "the endpoint module is not built; run mvn package -pl endpoint first");
    try (S3EndpointProcess endpoint = S3EndpointProcess.start(dir.resolve("s3"))) {
      LakeSettings right = endpoint.settings();
      LakeProbe.check(right);
      assertThatThrownBy(() -> LakeProbe.check(with(right, right.uri(), "wrong")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("refused the credentials")
          .hasMessageContaining("NIGHTJAR_S3_SECRET_KEY");
      assertThatThrownBy(
              () ->
                  LakeProbe.check(
                      with(
                          right, "s3a://no-such-bucket", right.secretKey().orElseThrow().reveal())))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("bucket no-such-bucket does not exist");

      replaceTwice(TestLake.onEndpoint(right));
    }
  }

  private static void replaceTwice(Lake lake) {
    LocalDate monday = LocalDate.of(2026, 1, 5);
    Date day = Date.valueOf(monday);
    // With rows: replacing nothing by nothing is no commit.
    Dataset<Row> rows =
        lake.spark()
            .createDataFrame(
                List.of(RowFactory.create(day, "f", day, "events", "accepted", "", 1L)),
                RunAccounting.SCHEMA);
    lake.replaceRunDate(RunAccounting.TABLE, rows, monday);
    lake.replaceRunDate(RunAccounting.TABLE, rows, monday);
    assertThat(lake.version(RunAccounting.TABLE)).isEqualTo(1);
    assertThat(lake.read(RunAccounting.TABLE).count()).isEqualTo(1);
  }

  @Test
  void saysThatNothingAnswersAtTheEndpoint() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    LakeSettings nobody =
        new LakeSettings(
            "s3a://nightjar",
            Optional.of("http://127.0.0.1:" + port),
            "us-east-1",
            Optional.of(new Secret("key")),
            Optional.of(new Secret("secret")),
            true);
    assertThatThrownBy(() -> LakeProbe.check(nobody))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "the lake s3a://nightjar cannot be reached at http://127.0.0.1:" + port)
        .hasMessageContaining("NIGHTJAR_S3_ENDPOINT");
  }

  @Test
  void saysThatADirectoryCannotBeMade() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThatThrownBy(() -> LakeProbe.check(LakeSettings.directory(file.resolve("lake"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be made");
  }

  private static LakeSettings with(LakeSettings settings, String uri, String secret) {
    return new LakeSettings(
        uri,
        settings.endpoint(),
        settings.region(),
        settings.accessKey(),
        Optional.of(new Secret(secret)),
        true);
  }
}

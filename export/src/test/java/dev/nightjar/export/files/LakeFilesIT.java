package dev.nightjar.export.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.objects.S3EndpointProcess;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessionExtension.class)
class LakeFilesIT {

  @Test
  void localFilesAreWholeAndLeaveNothingBeside(TestLake directory) throws IOException {
    LakeFiles files = LakeFiles.of(directory.lake());
    behavesLikeALake(files, directory.directory());

    try (Stream<Path> left = Files.walk(directory.directory())) {
      assertThat(left.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("CURRENT", "once");
    }
  }

  @Test
  void objectsBehaveLikeFiles(SparkSession spark, @TempDir Path scratch) throws Exception {
    try (S3EndpointProcess endpoint = S3EndpointProcess.start(scratch.resolve("store"))) {
      LakeSettings settings = endpoint.settings();
      Configuration conf = spark.sparkContext().hadoopConfiguration();
      conf.set("fs.s3a.endpoint", settings.endpoint().orElseThrow());
      conf.set("fs.s3a.endpoint.region", settings.region());
      conf.set("fs.s3a.access.key", settings.accessKey().orElseThrow().reveal());
      conf.set("fs.s3a.secret.key", settings.secretKey().orElseThrow().reveal());
      conf.set("fs.s3a.path.style.access", "true");
      conf.set("fs.s3a.connection.ssl.enabled", "false");

      behavesLikeALake(LakeFiles.of(new Lake(spark, settings.uri())), scratch);
    }
  }

  private static void behavesLikeALake(LakeFiles files, Path scratch) throws IOException {
    assertThat(files.read("snapshots/CURRENT")).isEmpty();
    assertThat(files.names("snapshots")).isEmpty();

    files.put("snapshots/CURRENT", text("one"));
    files.put("snapshots/CURRENT", text("two"));
    assertThat(files.read("snapshots/CURRENT")).contains(text("two"));
    assertThat(files.names("snapshots")).containsExactly("CURRENT");

    assertThat(files.putIfAbsent("locks/once", text("first"))).isTrue();
    assertThat(files.putIfAbsent("locks/once", text("second"))).isFalse();
    assertThat(files.read("locks/once")).contains(text("first"));

    Path local = Files.write(scratch.resolve("CURRENT"), text("large"));
    files.put("folder/deep/file", local);
    files.download("folder/deep/file", local);
    assertThat(Files.readAllBytes(local)).isEqualTo(text("large"));
    files.delete("folder");
    assertThat(files.exists("folder/deep/file")).isFalse();
    Files.delete(local);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

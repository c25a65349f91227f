package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.objects.S3EndpointProcess;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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
    String table;
    try (S3EndpointProcess endpoint = S3EndpointProcess.start(original)) {
      land(endpoint.settings(), MONDAY);
      TestNight.clean(lake(endpoint.settings()), MONDAY);
      table = digest(lake(endpoint.settings()));
    }
    copyContent(original, copy);
    assumeTrue(hasAttributes(original), "the file system has no extended attributes");
    assertThat(hasAttributes(copy)).isFalse();

    try (S3EndpointProcess endpoint = S3EndpointProcess.start(copy)) {
      Lake lake = lake(endpoint.settings());
      assertThat(digest(lake)).isEqualTo(table);
      land(endpoint.settings(), MONDAY.plusDays(1));
      assertThat(TestNight.clean(lake, MONDAY.plusDays(1)).accepted()).isEqualTo(2);
    }
  }

  private static String digest(Lake lake) {
    return TableDigest.of(lake.read(Interactions.TABLE));
  }

  private static void land(LakeSettings settings, LocalDate day) {
    String lines =
        Stream.of("ann", "bob")
            .map(user -> TestEvent.view(user, "i", day + "T10:00:00Z").line() + "\n")
            .reduce("", String::concat);
    try (ObjectStore store = ObjectStores.open(settings)) {
      store.put("landing/events/dt=" + day + "/a.jsonl", lines.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A lake of the shared session that reaches the endpoint through settings of its bucket only. */
  private static Lake lake(LakeSettings settings) {
    Configuration hadoop = TestLake.session().sparkContext().hadoopConfiguration();
    S3aProperties.of(settings)
        .forEach(
            (key, value) ->
                hadoop.set(
                    key.replace("fs.s3a.", "fs.s3a.bucket." + settings.bucket() + "."), value));
    hadoop.set("fs.s3a.impl.disable.cache", "true");
    return new Lake(TestLake.session(), settings.uri());
  }

  private static void copyContent(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
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

package dev.nightjar.etl;

import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * A lake in a temporary directory over the one Spark session of the test JVM (local[2], Delta). The
 * session is opened at the first use and lives as long as the JVM; closing a test lake deletes its
 * directory only.
 */
public final class TestLake implements AutoCloseable {

  private final Path directory;
  private final boolean kept;
  private final Lake lake;

  private TestLake(Path directory, boolean kept) {
    this.directory = directory;
    this.kept = kept;
    this.lake = new Lake(session(), LakeSettings.directory(directory).uri());
  }

  /** An empty lake in a new directory. */
  public static TestLake create() {
    try {
      return new TestLake(Files.createTempDirectory("nightjar-lake-"), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The lake in {@code directory}, which is made when it is missing and stays when it is closed.
   */
  public static TestLake kept(Path directory) {
    try {
      return new TestLake(Files.createDirectories(directory), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A lake of the shared session that reaches an endpoint through settings of its bucket only. */
  public static Lake onEndpoint(LakeSettings settings) {
    Configuration hadoop = session().sparkContext().hadoopConfiguration();
    String bucket = "fs.s3a.bucket." + settings.bucket() + ".";
    S3aProperties.of(settings)
        .forEach((key, value) -> hadoop.set(key.replace("fs.s3a.", bucket), value));
    // Hadoop keeps a file system a bucket, and the tests of this JVM have an endpoint each.
    hadoop.set("fs.s3a.impl.disable.cache", "true");
    return new Lake(session(), settings.uri());
  }

  /** The session of this JVM. */
  public static SparkSession session() {
    return Session.SPARK;
  }

  public Lake lake() {
    return lake;
  }

  public Path directory() {
    return directory;
  }

  /** Writes a file under the lake's root, making its folders. */
  public Path write(String relative, byte[] body) {
    try {
      Path file = directory.resolve(relative);
      Files.createDirectories(file.getParent());
      return Files.write(file, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes lines, each ended by a line feed, under the lake's root. */
  public Path writeLines(String relative, String... lines) {
    return write(
        relative,
        (String.join("\n", lines) + (lines.length > 0 ? "\n" : ""))
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opened when first asked for, once a JVM. */
  private static final class Session {
    static final SparkSession SPARK = open();

    private static SparkSession open() {
      System.setProperty("spark.master", "local[2]");
      System.setProperty("spark.sql.shuffle.partitions", "2");
      System.setProperty("spark.default.parallelism", "2");
      System.setProperty("spark.databricks.delta.snapshotPartitions", "1");
      System.setProperty("spark.ui.enabled", "false");
      System.setProperty("spark.locality.wait", "0");
      System.setProperty("spark.driver.host", "127.0.0.1");
      System.setProperty("spark.driver.bindAddress", "127.0.0.1");
      return SparkSessions.open(
          LakeSettings.directory(Path.of(System.getProperty("java.io.tmpdir"))), "nightjar tests");
    }
  }
}

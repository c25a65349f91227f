package dev.nightjar.objects;

import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The endpoint module as a child process with generated credentials over a directory. It ends with
 * {@link #close}, and also when the test JVM dies, because it watches its stdin. Not thread-safe.
 */
public final class S3EndpointProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String BUCKET = "nightjar";

  private final Process process;
  private final LakeSettings settings;

  private S3EndpointProcess(Process process, LakeSettings settings) {
    this.process = process;
    this.settings = settings;
  }

  /**
   * Starts an endpoint whose buckets are directories under {@code dir}; returns once it answers.
   */
  public static S3EndpointProcess start(Path dir) {
    return start(dir, UUID.randomUUID().toString(), UUID.randomUUID().toString());
  }

  /**
   * The same with given credentials, for tests that start an endpoint over the same directory
   * again.
   */
  public static S3EndpointProcess start(Path dir, String accessKey, String secretKey) {
    try {
      Files.createDirectories(dir);
      Path state = dir.resolveSibling(dir.getFileName() + ".url");
      Files.deleteIfExists(state);
      Process process =
          launch(
              dir,
              state,
              Map.of("NIGHTJAR_S3_ACCESS_KEY", accessKey, "NIGHTJAR_S3_SECRET_KEY", secretKey));
      URI uri = await(process, state);
      return new S3EndpointProcess(process, lake(uri.toString(), accessKey, secretKey));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies an endpoint's directory as {@code cp -r} does: without extended attributes. */
  public static void copyContent(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** A lake in the endpoint's bucket. */
  public LakeSettings settings() {
    return settings;
  }

  /** The endpoint's address. */
  public String url() {
    return settings.endpoint().orElseThrow();
  }

  /** A lake in the endpoint's bucket under another address or with other credentials. */
  static LakeSettings lake(String url, String accessKey, String secretKey) {
    return new LakeSettings(
        "s3a://" + BUCKET,
        Optional.of(url),
        "us-east-1",
        Optional.of(new Secret(accessKey)),
        Optional.of(new Secret(secretKey)),
        true);
  }

  /** Ends the endpoint and waits for it. */
  @Override
  public void close() {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process launch(Path dir, Path state, Map<String, String> environment)
      throws IOException {
    Path target = root().resolve("endpoint/target");
    Path classPath = target.resolve("class-path");
    if (!Files.isRegularFile(classPath)) {
      throw new IllegalStateException(
          "the endpoint is not built ("
              + classPath
              + " is missing); run mvn -Dquick -DskipTests package -pl endpoint");
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                target.resolve("classes") + ":" + Files.readString(classPath).strip(),
                "dev.nightjar.endpoint.Endpoint",
                "--dir",
                dir.toString(),
                "--bucket",
                BUCKET,
                "--state",
                state.toString(),
                "--until-stdin-closes"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(dir.resolveSibling(dir.getFileName() + ".log").toFile());
    return builder.start();
  }

  private static URI await(Process process, Path state) throws IOException {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!Files.isRegularFile(state)) {
      if (!process.isAlive() || Instant.now().isAfter(limit)) {
        process.destroyForcibly();
        Path log = Path.of(state.toString().replaceAll("\\.url$", ".log"));
        throw new IllegalStateException("the endpoint did not start: " + Files.readString(log));
      }
      pause();
    }
    return URI.create(Files.readString(state).strip());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the endpoint started", e);
    }
  }

  private static Path root() {
    String module = System.getProperty("basedir", System.getProperty("user.dir"));
    for (Path dir = Path.of(module).toAbsolutePath(); dir != null; dir = dir.getParent()) {
      if (Files.isRegularFile(dir.resolve("endpoint/pom.xml"))) {
        return dir;
      }
    }
    throw new IllegalStateException("no endpoint module above " + module);
  }
}

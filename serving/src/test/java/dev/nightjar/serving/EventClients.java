package dev.nightjar.serving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The event SDKs of other makers, installed from npm as they come and run by Node. Skips the test
 * that asks for them where Node, npm or the registry is missing.
 */
final class EventClients {
  private static final Path SOURCE = Path.of("src/test/npm");
  private static final Path FOLDER = Path.of("target/event-clients");
  private static final Path MARKER = FOLDER.resolve("installed");
  private static final List<String> FILES = List.of("package.json", "package-lock.json");

  private EventClients() {}

  /** A run of one SDK. */
  record Sending(Process process, Path log) {
    /** Waits until it has delivered everything. */
    void await() throws Exception {
      if (!process.waitFor(300, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the SDK did not end: " + Files.readString(log));
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(Files.readString(log));
      }
    }
  }

  /** Installs the SDKs once a build. */
  static synchronized void install() throws Exception {
    assumeTrue(isThere("node") && isThere("npm"), "there is no Node with npm; install them");
    String lock = Files.readString(SOURCE.resolve("package-lock.json"));
    if (Files.isRegularFile(MARKER) && Files.readString(MARKER).equals(lock)) {
      return;
    }
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = FOLDER.resolve("npm.log");
    Process npm =
        new ProcessBuilder(
                "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = npm.waitFor(180, TimeUnit.SECONDS);
    if (!ended) {
      npm.destroyForcibly();
    }
    assumeTrue(
        ended && npm.exitValue() == 0,
        "the SDKs cannot be installed from npm: " + Files.readString(log));
    Files.writeString(MARKER, lock);
  }

  /** Starts to send this many events, waiting so long after each. */
  static Sending send(String sdk, String address, String key, int count, int pauseMillis)
      throws IOException {
    Path log = Files.createTempFile(FOLDER, sdk, ".log");
    List<String> command =
        new ArrayList<>(List.of("node", SOURCE.resolve("send.js").toAbsolutePath().toString()));
    command.addAll(
        List.of(sdk, address, key, Integer.toString(count), Integer.toString(pauseMillis)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder
        .environment()
        .put("NODE_PATH", FOLDER.resolve("node_modules").toAbsolutePath().toString());
    for (String proxy : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
      builder.environment().remove(proxy);
    }
    return new Sending(builder.start(), log);
  }

  /** The text of a file of the installed packages. */
  static byte[] packageFile(String path) throws IOException {
    return Files.readAllBytes(FOLDER.resolve("node_modules").resolve(path));
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> new File(folder, program).canExecute());
  }
}

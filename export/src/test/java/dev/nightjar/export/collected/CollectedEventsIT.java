package dev.nightjar.export.collected;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.objects.S3EndpointProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unchanged SDKs send while the server is killed again and again and the lake is away for a part of
 * it: every event is one row of bronze.events. {@code -Dnightjar.events=1000 -Dnightjar.kills=10}
 * is the whole proof, {@code -Dnightjar.seed} kills at the same moments.
 */
class CollectedEventsIT {
  private static final int EVENTS = Integer.getInteger("nightjar.events", 300);
  private static final int KILLS = Integer.getInteger("nightjar.kills", 3);
  private static final int PAUSE_MILLIS = 15;
  private static final Path SCRIPT = Path.of("../serving/src/test/npm/send.js").toAbsolutePath();
  private static final Path CLIENTS = Path.of("../serving/src/test/npm").toAbsolutePath();
  private static final Path INSTALLED = Path.of("target/event-clients").toAbsolutePath();
  private static final List<String> SDKS = List.of("segment", "rudder", "mixpanel");

  private static final String BROWSER_SDK = "node_modules/@segment/analytics-next";

  @TempDir Path folder;
  private S3EndpointProcess endpoint;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(
        Files.isRegularFile(Path.of("../serving/target/class-path")), "the server is not built");
    Files.createDirectories(INSTALLED);
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.write(INSTALLED.resolve(file), Files.readAllBytes(CLIENTS.resolve(file)));
    }
    boolean installed = false;
    try {
      installed = run(INSTALLED, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") == 0;
    } catch (IOException e) {
      // No npm; said below.
    }
    assumeTrue(installed, "the SDKs cannot be installed: Node, npm or the registry is missing");
  }

  @Test
  void everyEventOfEverySdkIsOneRowHoweverOftenTheServerIsKilled() throws Exception {
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    System.out.println("kills at moments of seed " + seed);
    Path bucket = folder.resolve("s3/nightjar");
    endpoint = endpoint();
    List<String> senders = new ArrayList<>(SDKS);
    try (BrowserClient browser = new BrowserClient(INSTALLED.resolve(BROWSER_SDK), folder);
        CollectorProcess server = new CollectorProcess(folder, browser.origin())) {
      server.start(endpoint.url());
      server.awaitReady();
      if (BrowserClient.program().isPresent()) {
        browser.open(server.address(), EVENTS, PAUSE_MILLIS);
        senders.add("browser");
      } else {
        System.out.println("without the browser's SDK: there is no chromium; install it");
      }
      List<Process> sdks = sendAll(server.address());
      killAgainAndAgain(server, new Random(seed));
      for (Process sdk : sdks) {
        assertThat(sdk.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(sdk.exitValue()).as(server.log()).isZero();
      }
      for (String sender : senders) {
        awaitLanded(bucket, sender, server);
      }
      refuseOne(server.address());
      server.stop();
      assertThat(server.log()).doesNotContain("\tat ");
    } finally {
      endpoint.close();
    }
    assertOneRowEach(bucket, senders);
  }

  private void killAgainAndAgain(CollectorProcess server, Random random) throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      // Away for the middle third; a server that is started then takes events all the same.
      if (kill == KILLS / 3) {
        endpoint.close();
      } else if (kill == 2 * KILLS / 3) {
        endpoint = endpoint();
      }
      TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1_200));
      server.kill();
      server.start(endpoint.url());
      server.awaitReady();
    }
  }

  /** Waits for the events of an SDK; the browser's does not tell when it has none left. */
  private static void awaitLanded(Path bucket, String sdk, CollectorProcess server)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
    while (landed(bucket, sdk) < EVENTS) {
      assertThat(System.nanoTime() - end)
          .as("%s of %s: %s", landed(bucket, sdk), sdk, server.log())
          .isNegative();
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static long landed(Path bucket, String sdk) throws IOException {
    Pattern number = Pattern.compile("\"n\":(\\d+),\"sdk\":\"" + sdk + "\"");
    Set<String> numbers = new HashSet<>();
    try (Stream<Path> landed = Files.walk(bucket)) {
      for (Path file : landed.filter(each -> each.toString().endsWith(".jsonl.gz")).toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          number.matcher(lines).results().forEach(each -> numbers.add(each.group(1)));
        }
      }
    }
    return numbers.size();
  }

  private static void assertOneRowEach(Path bucket, List<String> senders) throws IOException {
    try (TestLake lake = TestLake.create()) {
      try (Stream<Path> landed = Files.walk(bucket)) {
        for (Path file : landed.filter(Files::isRegularFile).toList()) {
          lake.write(bucket.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      // The server has stopped, so no day is open any more.
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      var summary = IngestEventsJob.run(new NightContext(lake.lake(), TestNight.settings(), today));
      assertThat(summary.quarantined()).isEqualTo(1);
      List<Row> rows =
          lake.lake()
              .read(Events.TABLE)
              .groupBy(col(Events.PROPERTIES).getItem("sdk"))
              .agg(count(lit(1)), countDistinct(col(Events.PROPERTIES).getItem("n")))
              .collectAsList();
      assertThat(rows)
          .extracting(row -> row.getString(0) + " " + row.getLong(1) + " " + row.getLong(2))
          .containsExactlyInAnyOrderElementsOf(
              senders.stream().map(sdk -> sdk + " " + EVENTS + " " + EVENTS).toList());
    }
  }

  private S3EndpointProcess endpoint() {
    return S3EndpointProcess.start(
        folder.resolve("s3"), CollectorProcess.key(), CollectorProcess.key());
  }

  private List<Process> sendAll(String address) throws IOException {
    List<Process> sdks = new ArrayList<>();
    for (String sdk : SDKS) {
      ProcessBuilder builder =
          new ProcessBuilder(
              "node",
              SCRIPT.toString(),
              sdk,
              address,
              "key",
              Integer.toString(EVENTS),
              Integer.toString(PAUSE_MILLIS));
      builder.environment().put("NODE_PATH", INSTALLED.resolve("node_modules").toString());
      List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
          .forEach(builder.environment()::remove);
      builder.redirectErrorStream(true);
      builder.redirectOutput(folder.resolve(sdk + ".log").toFile());
      sdks.add(builder.start());
    }
    return sdks;
  }

  /** One event that is refused ends in the quarantine, and nowhere else. */
  private static void refuseOne(String address) throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(address + "/v1/track"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"u\"}"))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).contains("\"rejected\":1").contains("missing_event");
  }

  private static int run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start();
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return 1;
    }
    return process.exitValue();
  }
}

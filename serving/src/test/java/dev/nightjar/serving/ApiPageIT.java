package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/api.md and the README's first screen say of requests and answers. */
class ApiPageIT {
  private static final Path PAGE = Path.of("../docs/api.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```");
  private static final Pattern CURL = Pattern.compile("(?ms)^curl .*?(?=^curl |\\z)");

  @TempDir static Path folder;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 50, 1_000);
    server = ServerFixture.start(folder, true, Map.of()).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<String> requests() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path page : List.of(PAGE, Path.of("../README.md"))) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        CURL.matcher(block.group(1)).results().forEach(curl -> found.add(curl.group().strip()));
      }
    }
    assertThat(found).hasSizeGreaterThan(8);
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestWorksByCopyAndPaste(String request) throws Exception {
    assumeTrue(hasCurl(), "there is no curl on this machine");
    String here = request.replace("127.0.0.1:8080", "127.0.0.1:" + server.port());
    Process shell =
        new ProcessBuilder("bash", "-c", here.replaceFirst("^curl ", "curl --fail "))
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(request + "\n" + said).isZero();
    assertThat(said.substring(said.indexOf('{'))).contains("\"meta\":{\"snapshot\":\"20260105-1\"");
  }

  @Test
  void everyFieldOfAnAnswerIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    JsonNode schemas = server.ask("/openapi.json").at("/components/schemas");
    for (String schema : List.of("Item", "Meta", "Trace", "RecommendationRequest")) {
      schemas
          .path(schema)
          .path("properties")
          .fieldNames()
          .forEachRemaining(field -> assertThat(page).as(schema).contains(field));
    }
  }

  private static boolean hasCurl() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "curl")));
  }
}

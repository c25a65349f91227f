package dev.nightjar.export.collected;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A shop whose page sends events with Segment's browser SDK as it comes, and a visitor with a
 * headless Chromium. What the server does not take, the page keeps and sends again. Not
 * thread-safe.
 */
final class BrowserClient implements AutoCloseable {
  private final HttpServer shop;
  private final Path sdk;
  private final Path folder;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private Process chromium;

  /**
   * @param sdk the installed package
   * @param folder for the browser's own files
   */
  BrowserClient(Path sdk, Path folder) throws IOException {
    this.sdk = sdk;
    this.folder = folder;
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** The browser of this machine. */
  static Optional<Path> program() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(path -> Path.of(path, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  String origin() {
    return "http://127.0.0.1:" + shop.getAddress().getPort();
  }

  /**
   * Opens the page, which sends so many events to a collector; returns when the SDK has read its
   * settings there, which it asks for once.
   */
  void open(String collector, int events, int pauseMillis) throws Exception {
    byte[] page = page(collector, events, pauseMillis);
    byte[] script = Files.readAllBytes(sdk.resolve("dist/umd/index.js"));
    shop.createContext("/", exchange -> answer(exchange, "text/html", page));
    shop.createContext("/sdk.js", exchange -> answer(exchange, "text/javascript", script));
    shop.createContext(
        "/loaded",
        exchange -> {
          loaded.countDown();
          answer(exchange, "text/plain", new byte[0]);
        });
    shop.start();
    // Without its sandbox, which needs rights that a container or the root user does not have.
    List<String> command =
        List.of(
            program().orElseThrow().toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve("chromium"),
            origin() + "/");
    chromium =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    if (!loaded.await(120, TimeUnit.SECONDS)) {
      throw new AssertionError(Files.readString(folder.resolve("chromium.log")));
    }
  }

  private static byte[] page(String collector, int events, int pauseMillis) {
    return """
    <!doctype html><title>shop</title><link rel="icon" href="data:,"><script src="/sdk.js"></script>
    <script>
      const consent = {categoryPreferences: {personalization: true}}
      const analytics = AnalyticsNext.AnalyticsBrowser.load({writeKey: 'key', cdnURL: 'COLLECTOR'})
      const run = async () => {
        await analytics
        await fetch('/loaded')
        for (let n = 0; n < EVENTS; n++) {
          analytics.track('Item Viewed', {item_id: 'item-00001', n, sdk: 'browser'}, {consent})
          await new Promise((resolve) => setTimeout(resolve, PAUSE))
        }
      }
      run()
    </script>
    """
        .replace("COLLECTOR", collector)
        .replace("EVENTS", Integer.toString(events))
        .replace("PAUSE", Integer.toString(pauseMillis))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() throws InterruptedException {
    shop.stop(0);
    if (chromium != null) {
      chromium.descendants().forEach(ProcessHandle::destroyForcibly);
      chromium.destroyForcibly().waitFor();
    }
  }
}

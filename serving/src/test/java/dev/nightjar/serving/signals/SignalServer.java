package dev.nightjar.serving.signals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A provider of signals on a port of its own that can be slow, wrong or gone. Thread-safe. */
public final class SignalServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile HttpServer server;
  private volatile int status = 200;
  private volatile String body = "{}";
  private volatile long delayMillis;

  public SignalServer() throws IOException {
    server = listen(0);
    port = server.getAddress().getPort();
  }

  private HttpServer listen(int on) throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 50);
    fresh.createContext("/", this::answer);
    fresh.setExecutor(threads);
    fresh.start();
    return fresh;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().keySet());
    long delay = delayMillis;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      if (delay < 0) {
        // The head at once, and then nothing.
        exchange.sendResponseHeaders(status, bytes.length + 1);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
      }
      TimeUnit.MILLISECONDS.sleep(Math.abs(delay));
      if (delay >= 0) {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port + "/now?key=k";
  }

  /** From now on answers so. */
  public void say(int withStatus, String text) {
    status = withStatus;
    body = text;
  }

  /** From now on takes so long; a negative time comes after the head of an answer. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /** Nobody listens any more. */
  public void vanish() {
    server.stop(0);
  }

  public void comeBack() throws IOException {
    server = listen(port);
  }

  /** Each request's address and the names of its headers. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

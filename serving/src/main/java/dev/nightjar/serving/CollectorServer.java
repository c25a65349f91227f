package dev.nightjar.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.serving.collector.Collector;
import dev.nightjar.serving.http.HttpServer;
import dev.nightjar.serving.pages.CollectorPages;
import dev.nightjar.serving.pages.HealthPages;
import dev.nightjar.serving.pages.StaticPages;
import dev.nightjar.serving.sessions.EventMapping;
import dev.nightjar.serving.sessions.SessionFeed;
import dev.nightjar.serving.sessions.SessionKeys;
import dev.nightjar.serving.sessions.SessionStore;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes events and answers nothing else: no snapshot, no sessions of its own. Where
 * sessions are shared through Redis it writes them, so that the servers that answer know at once.
 */
final class CollectorServer implements RunningServer {
  private final ServerOptions options;
  private final ObjectStore lake;
  private final @Nullable SessionStore sessions;
  private final Collector collector;
  private final HttpServer http;
  private volatile boolean stopping;

  private CollectorServer(ServerOptions options) throws IOException {
    this.options = options;
    ServingSettings settings = options.serving();
    lake = ObjectStores.open(options.lake());
    boolean shared = settings.sessions().redis().isPresent();
    sessions = shared ? SessionStore.open(settings.sessions()) : null;
    collector =
        Collector.start(
            options.home().resolve("collector"),
            lake,
            settings.collector(),
            options.sink(),
            feed(sessions));
    http = new HttpServer(settings.http().listening(), this::addRoutes);
  }

  /** Starts a server; it listens when this returns. */
  static CollectorServer start(ServerOptions options) throws IOException {
    CollectorServer server = new CollectorServer(options);
    boolean started = false;
    try {
      server.http.start();
      started = true;
      return server;
    } finally {
      if (!started) {
        server.closeParts();
      }
    }
  }

  @Override
  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    try {
      TimeUnit.MILLISECONDS.sleep(options.serving().http().drain().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
    closeParts();
  }

  private Consumer<List<ObjectNode>> feed(@Nullable SessionStore shared) {
    if (shared == null) {
      return taken -> {};
    }
    byte[] secret = options.privacy().secret().reveal().getBytes(StandardCharsets.UTF_8);
    return new SessionFeed(
            shared,
            new SessionKeys(new Pseudonymizer(secret)),
            EventMapping.load(options.serving().eventsFile()),
            options.consent())
        ::accept;
  }

  private void addRoutes(HttpServer server) {
    CollectorRoutes.add(server, collector, options);
    CollectorPages pages = new CollectorPages(collector, server.meters(), () -> stopping);
    server.route(HandlerType.GET, "/health/live", HealthPages::live);
    server.route(HandlerType.GET, "/health/ready", pages::ready);
    server.route(HandlerType.GET, "/metrics", pages::metrics);
    server.route(HandlerType.GET, "/version", StaticPages.versionPage());
  }

  private void closeParts() {
    collector.close();
    if (sessions != null) {
      sessions.close();
    }
    lake.close();
  }
}

package dev.nightjar.serving.http;

import dev.nightjar.settings.ConfigurationException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Javalin and Jetty, set up so that nothing answers HTML: routes are measured, unknown ones and
 * malformed requests get problems. Routes are added before the start, by one thread.
 */
public final class HttpServer implements AutoCloseable {
  private static final int IDLE_THREADS = 8;

  private final Listening listening;
  private final List<Route> routes = new ArrayList<>();
  private final List<RouteMeter> meters = new ArrayList<>();
  private final Javalin app;

  /**
   * Where and how to listen.
   *
   * @param host address
   * @param port port, 0 for any free one
   * @param threads most threads that answer
   * @param maxConnections most open connections
   * @param stopTimeout how long requests in flight may go on
   */
  public record Listening(
      String host, int port, int threads, int maxConnections, Duration stopTimeout) {}

  /** Takes the routes; the server does not listen before {@link #start()}. */
  public HttpServer(Listening listening, Routing routing) {
    this.listening = listening;
    routing.add(this);
    app = Javalin.create(this::configure);
  }

  /** Adds the routes of a server. */
  @FunctionalInterface
  public interface Routing {
    void add(HttpServer server);
  }

  /** Adds one route; only within {@link Routing}. */
  public void route(HandlerType method, String path, Handler handler) {
    RouteMeter meter = new RouteMeter(method.name(), path);
    meters.add(meter);
    routes.add(new Route(method, path, new MeasuredHandler(handler, meter)));
  }

  /** What is counted of each route, in the order in which they were added. */
  public List<RouteMeter> meters() {
    return meters;
  }

  /**
   * Begins to listen.
   *
   * @throws ConfigurationException when the address cannot be had
   */
  public void start() {
    try {
      app.start(listening.host(), listening.port());
    } catch (JavalinBindException e) {
      throw new ConfigurationException(
          "cannot listen on "
              + listening.host()
              + ":"
              + listening.port()
              + ": the port is in use or not permitted; stop what uses it or give another --port",
          e);
    }
  }

  /** The port that the server listens on. */
  public int port() {
    return app.port();
  }

  /** Takes no more requests and waits for those in flight. */
  @Override
  public void close() {
    app.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.javaLangErrorHandler(
        (response, error) -> {
          throw new IllegalStateException("the server failed", error);
        });
    QueuedThreadPool threads = new QueuedThreadPool(listening.threads(), IDLE_THREADS);
    threads.setName("nightjar-http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(listening.stopTimeout().toMillis());
          server.setErrorHandler(new ProblemErrorHandler());
          server.addBean(new NetworkConnectionLimit(listening.maxConnections(), server));
        });
    config.jetty.modifyServletContextHandler(
        context -> {
          context.setErrorHandler(new ProblemErrorHandler());
          context.insertHandler(new SlowBodies(listening.threads()));
          context.insertHandler(new EagerBodies());
        });
    config.routes.exception(HttpResponseException.class, HttpServer::refused);
    for (Route route : routes) {
      config.routes.addHttpHandler(route.method(), route.path(), route.handler());
    }
  }

  private static void refused(HttpResponseException failure, Context ctx) {
    String what =
        switch (failure.getStatus()) {
          case 404 -> "there is no route " + ctx.path() + "; /openapi.json names them all";
          case 405 -> ctx.path() + " takes another method; /openapi.json says which";
          default -> String.valueOf(failure.getMessage());
        };
    ProblemWriter.send(ctx, Problem.ofStatus(failure.getStatus(), what));
  }

  private record Route(HandlerType method, String path, Handler handler) {}
}

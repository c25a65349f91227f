package dev.nightjar.streams;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.serving.collector.ClosedDays;
import dev.nightjar.serving.collector.EventLanding;
import dev.nightjar.serving.collector.EventStreams;
import dev.nightjar.serving.collector.FolderLock;
import dev.nightjar.serving.http.HttpServer;
import dev.nightjar.serving.pages.HealthPages;
import dev.nightjar.serving.pages.StaticPages;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Settings;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code nightjar connect [--port N]}: lands the stream of section {@code streams} until it is told
 * to stop. The address of its pages goes to stdout, everything else to the log on stderr.
 */
public final class Connect {
  private static final Logger LOG = LoggerFactory.getLogger(Connect.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
  private static final int PAGE_THREADS = 8;
  private static final int PAGE_CONNECTIONS = 100;

  private Connect() {}

  /** Returns when the connector was told to stop and has. */
  public static void main(String[] args) {
    ExitCodes.exit(() -> run(args));
  }

  private static void run(String[] args) throws IOException {
    CommandLine line = CommandLine.parse(args, Set.of("port"), Set.of());
    if (!line.positional().isEmpty() && !line.positional().equals(List.of("connect"))) {
      throw new ConfigurationException(
          "connect takes flags only; \"" + String.join(" ", line.positional()) + "\" is none");
    }
    Settings settings = line.settings();
    ConnectorSettings said =
        ConnectorSettings.load(settings.section("streams").section("connector"));
    ConnectorSettings own = said.withPort(line.integer("port", 0, 65_535).orElse(said.port()));
    Path home = line.home().resolve("connector");
    try (FolderLock lock = FolderLock.take(home, "connector lands a stream");
        ObjectStore lake = ObjectStores.open(LakeSettings.load(settings))) {
      connect(settings, own, ClosedDays.open(home.resolve("days"), lake, yesterday()), lake);
    }
  }

  private static void connect(
      Settings settings, ConnectorSettings own, ClosedDays days, ObjectStore lake) {
    if (!(EventStreams.named(settings) instanceof LandableStream stream)) {
      throw settings.section("streams").reject("kind", "a stream that can be landed");
    }
    Connector connector =
        new Connector(
            stream.source(days.collector()), new EventLanding(lake), days, own, Clock.systemUTC());
    ConnectorPages pages = new ConnectorPages(connector);
    HttpServer http =
        new HttpServer(
            new HttpServer.Listening(
                own.host(), own.port(), PAGE_THREADS, PAGE_CONNECTIONS, Duration.ofSeconds(2)),
            server -> addRoutes(server, pages));
    http.start();
    System.out.println("http://" + own.host() + ":" + http.port());
    Thread stop =
        new Thread(
            () -> {
              if (!connector.stop(STOP_LIMIT)) {
                LOG.warn("the connector did not end in time; what it held stays in the stream");
              }
            },
            "nightjar-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      connector.run();
    } finally {
      http.close();
    }
  }

  private static void addRoutes(HttpServer server, ConnectorPages pages) {
    server.route(HandlerType.GET, "/health/live", HealthPages::live);
    server.route(HandlerType.GET, "/health/ready", pages::ready);
    server.route(HandlerType.GET, "/metrics", pages::metrics);
    server.route(HandlerType.GET, "/version", StaticPages.versionPage());
  }

  private static LocalDate yesterday() {
    return LocalDate.now(ZoneOffset.UTC).minusDays(1);
  }
}

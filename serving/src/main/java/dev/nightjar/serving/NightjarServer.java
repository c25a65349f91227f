package dev.nightjar.serving;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.serving.answers.AnswerEndpoints;
import dev.nightjar.serving.answers.Recommender;
import dev.nightjar.serving.answers.Scenarios;
import dev.nightjar.serving.answers.Showings;
import dev.nightjar.serving.answers.SnapshotAge;
import dev.nightjar.serving.answers.WarmUp;
import dev.nightjar.serving.collector.Collector;
import dev.nightjar.serving.http.HttpServer;
import dev.nightjar.serving.http.RouteMeter;
import dev.nightjar.serving.pages.HealthPages;
import dev.nightjar.serving.pages.MetricsPage;
import dev.nightjar.serving.pages.StaticPages;
import dev.nightjar.serving.recording.AnswerLogs;
import dev.nightjar.serving.recording.ExposureLog;
import dev.nightjar.serving.recording.ExposureSettings;
import dev.nightjar.serving.recording.RecordSettings;
import dev.nightjar.serving.recording.RequestRecorder;
import dev.nightjar.serving.recording.ShadowLog;
import dev.nightjar.serving.recording.ShadowMeters;
import dev.nightjar.serving.rules.LiveRules;
import dev.nightjar.serving.sentences.Sentences;
import dev.nightjar.serving.sessions.ConsentSettings;
import dev.nightjar.serving.sessions.EventMapping;
import dev.nightjar.serving.sessions.SessionFeed;
import dev.nightjar.serving.sessions.SessionKeys;
import dev.nightjar.serving.sessions.SessionStore;
import dev.nightjar.serving.signals.Signals;
import dev.nightjar.serving.snapshots.SnapshotWatcher;
import dev.nightjar.settings.Secret;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The running server: puts the parts together, starts them in order and stops them in the opposite
 * order. Closing first says "not ready", then lets requests finish, then ships the last events.
 */
final class NightjarServer implements RunningServer {
  private final ServerOptions options;
  private final ObjectStore lake;
  private final SnapshotHolder holder = new SnapshotHolder();
  private final SessionStore sessions;
  private final SessionHearing hearing;
  private final Collector collector;
  private final AnswerLogs logs = new AnswerLogs();
  private final SnapshotWatcher watcher;
  private final ShadowMeters shadow;
  private final AnswerEndpoints answers;
  private final LiveRules rules;
  private final Signals signals;
  private final HttpServer http;
  private volatile boolean stopping;

  private NightjarServer(ServerOptions options) throws IOException {
    this.options = options;
    ServingSettings settings = options.serving();
    Pseudonymizer pseudonymizer = pseudonymizer(options.privacy().secret());
    Optional<Pseudonymizer> previous =
        options.privacy().previousSecret().map(NightjarServer::pseudonymizer);
    SessionKeys keys = new SessionKeys(pseudonymizer);
    sessions = SessionStore.open(settings.sessions());
    RecommendationPipeline pipeline = RecommendationPipeline.standard(options.ranking());
    Scenarios scenarios = Scenarios.load(settings.scenariosFile());
    rules = LiveRules.follow(settings.rules().file(), scenarios.names(), settings.rules().poll());
    EventMapping mapping = EventMapping.load(settings.eventsFile());
    lake = ObjectStores.open(options.lake());
    ConsentSettings consent = options.consent();
    SessionFeed feed = new SessionFeed(sessions, keys, mapping, consent);
    Path home = options.home();
    hearing = SessionHearing.of(feed, options);
    collector = collector(options, lake, hearing);
    watcher =
        new SnapshotWatcher(
            home.resolve("serving"), lake, holder, new WarmUp(pipeline), settings.snapshots());
    shadow = new ShadowMeters(watcher.shadow()::triedId);
    addLogs(consent, pipeline);
    signals = new Signals(settings.signals());
    answers =
        new AnswerEndpoints(
            holder,
            new Recommender(pipeline, pseudonymizer, previous, keys, sessions),
            settings.bundledItems(),
            scenarios,
            new AnswerEndpoints.Beside(
                rules::book,
                new Showings(sessions, settings.sessions().shown(), consent),
                signals,
                Sentences.load(settings.reasonsFile()),
                new SnapshotAge(Clock.systemUTC(), settings.snapshots().staleAfter()),
                logs.all()));
    http = new HttpServer(settings.http().listening(), this::addRoutes);
  }

  private static Collector collector(
      ServerOptions options, ObjectStore lake, SessionHearing hearing) throws IOException {
    return Collector.start(
        options.home().resolve("collector"),
        lake,
        options.serving().collector(),
        options.sink(),
        hearing.posted());
  }

  /**
   * Starts a server; it listens when this returns, and is ready when it has a snapshot.
   *
   * @throws dev.nightjar.settings.ConfigurationException when a setting, the port or the home
   *     cannot be used
   */
  static NightjarServer start(ServerOptions options) throws IOException {
    NightjarServer server = new NightjarServer(options);
    boolean started = false;
    try {
      server.http.start();
      server.watcher.start();
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

  /** Every route with what is counted of it. */
  List<RouteMeter> routes() {
    return List.copyOf(http.meters());
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
    watcher.close();
    closeParts();
  }

  private void closeParts() {
    rules.close();
    signals.close();
    logs.close();
    collector.close();
    hearing.close();
    sessions.close();
    holder.close();
    lake.close();
  }

  private void addLogs(ConsentSettings consent, RecommendationPipeline pipeline)
      throws IOException {
    double share = options.serving().snapshots().shadowShare();
    logs.addShadow(
        meters -> new ShadowLog(share, watcher.shadow()::acquire, pipeline, shadow, meters));
    ExposureSettings exposures = options.serving().exposures();
    if (exposures.enabled()) {
      logs.addExposures(
          meters ->
              new ExposureLog(
                  new ExposureLog.Kept(exposures.queue(), options.ranking().digest()),
                  consent,
                  Clock.systemUTC(),
                  collector::land,
                  meters));
    }
    RecordSettings record = options.serving().record();
    if (record.share() > 0) {
      Path folder = options.home().resolve("recorded");
      logs.addRecorder(
          meters ->
              new RequestRecorder(record, folder, options.ranking(), holder::withheld, meters));
    }
  }

  private void addRoutes(HttpServer server) {
    server.route(HandlerType.GET, "/recommendations", answers::byQuery);
    server.route(HandlerType.POST, "/recommendations", answers::byBody);
    server.route(HandlerType.POST, "/recommendations/batch", answers.batch()::answer);
    server.route(HandlerType.POST, "/rank", answers::rank);
    server.route(HandlerType.GET, "/items/{id}/similar", answers::similar);
    server.route(HandlerType.GET, "/popular", answers::popular);
    server.route(HandlerType.GET, "/trending", answers::trending);
    server.route(HandlerType.GET, "/users/{id}/segment", answers::segment);
    server.route(HandlerType.GET, "/users/{id}/explain/{item}", answers.explanations()::explain);
    CollectorRoutes.add(server, collector, options);
    addPages(server);
  }

  /** What does not work just now, by the part that it fails in. */
  private Map<String, String> failures() {
    return Map.of(
        "collector", collector.failure(), "rules", rules.failure(), "stream", hearing.failure());
  }

  private void addPages(HttpServer server) {
    HealthPages health =
        new HealthPages(
            new HealthPages.Snapshots(watcher::state, watcher.shadow()::state, shadow),
            this::failures,
            () -> stopping);
    MetricsPage metrics =
        new MetricsPage(
            server.meters(),
            watcher::state,
            shadow,
            answers,
            sessions,
            rules,
            collector.meters(),
            hearing.follower(),
            logs,
            signals::failures,
            Clock.systemUTC());
    server.route(HandlerType.GET, "/health/live", HealthPages::live);
    server.route(HandlerType.GET, "/health/ready", health::ready);
    server.route(HandlerType.GET, "/metrics", metrics::page);
    server.route(HandlerType.GET, "/version", StaticPages.versionPage());
    server.route(HandlerType.GET, "/openapi.json", StaticPages.openApi());
    server.route(HandlerType.GET, "/console", StaticPages.console());
    server.route(
        HandlerType.GET,
        "/console/console.css",
        StaticPages.asset("console.css", "text/css; charset=utf-8"));
    server.route(
        HandlerType.GET,
        "/console/console.js",
        StaticPages.asset("console.js", "text/javascript; charset=utf-8"));
  }

  private static Pseudonymizer pseudonymizer(Secret secret) {
    return new Pseudonymizer(secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}

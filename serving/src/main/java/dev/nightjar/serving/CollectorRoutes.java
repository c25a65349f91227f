package dev.nightjar.serving;

import dev.nightjar.serving.collector.Collector;
import dev.nightjar.serving.collector.CollectorEndpoint;
import dev.nightjar.serving.collector.SettingsDocument;
import dev.nightjar.serving.collector.WriteKeys;
import dev.nightjar.serving.http.HttpServer;
import dev.nightjar.serving.http.Origins;
import io.javalin.http.HandlerType;

/** The routes that SDKs know, the same for every server that collects. Static. */
final class CollectorRoutes {
  private CollectorRoutes() {}

  static void add(HttpServer server, Collector collector, ServerOptions options) {
    Origins origins = new Origins(options.serving().collector().origins());
    WriteKeys keys = new WriteKeys(options.serving().collector().writeKeys(), options.insecure());
    CollectorEndpoint endpoint = new CollectorEndpoint(collector, keys);
    endpoint
        .routes()
        .forEach((path, route) -> server.route(HandlerType.POST, path, origins.around(route)));
    endpoint
        .getRoutes()
        .forEach((path, route) -> server.route(HandlerType.GET, path, origins.around(route)));
    server.route(HandlerType.OPTIONS, "/v1/{call}", origins::preflight);
    server.route(HandlerType.OPTIONS, "/track", origins::preflight);
    server.route(HandlerType.OPTIONS, "/import", origins::preflight);
    server.route(
        HandlerType.GET,
        "/v1/projects/{writeKey}/settings",
        origins.around(SettingsDocument::send));
  }
}

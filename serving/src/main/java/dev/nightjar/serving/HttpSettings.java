package dev.nightjar.serving;

import dev.nightjar.serving.http.HttpServer;
import dev.nightjar.settings.Section;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How the server listens and stops.
 *
 * @param host address it listens on
 * @param port port, 0 for any free one
 * @param threads most threads that answer
 * @param maxConnections most open connections
 * @param drain time between being no longer ready and taking no more requests
 * @param stopTimeout how long requests in flight may go on
 */
record HttpSettings(
    String host, int port, int threads, int maxConnections, Duration drain, Duration stopTimeout) {

  static HttpSettings load(Section serving) {
    return new HttpSettings(
        serving.string("host"),
        serving.integer("port", 0, 65_535),
        serving.integer("threads", 8, 500),
        serving.integer("max_connections", 10, 100_000),
        serving.duration("drain"),
        serving.duration("stop_timeout"));
  }

  /** Whether only this machine can reach the server. */
  boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  HttpServer.Listening listening() {
    return new HttpServer.Listening(host, port, threads, maxConnections, stopTimeout);
  }

  HttpSettings withPort(int value) {
    return new HttpSettings(host, value, threads, maxConnections, drain, stopTimeout);
  }
}

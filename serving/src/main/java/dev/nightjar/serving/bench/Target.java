package dev.nightjar.serving.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server that is measured, and what a client in a process of its own asks it.
 *
 * @param name of its figures
 * @param url what is asked
 * @param what requests of {@link LoadClient}
 */
record Target(String name, ChildJvm server, String url, List<String> what) {
  private static final List<String> FLAGS = List.of("-Xmx128m", "-XX:+UseSerialGC");

  /**
   * Asks for a while.
   *
   * @param perSecond requests a second; 0: as fast as the connections allow
   */
  Load load(int connections, double seconds, double perSecond) throws IOException {
    List<String> args = new ArrayList<>();
    args.add(url);
    args.add(Integer.toString(connections));
    args.add(Double.toString(seconds));
    args.add(Double.toString(perSecond));
    args.addAll(what);
    double cpu = server.cpuMicros();
    try (ChildJvm client = ChildJvm.start(LoadClient.class, FLAGS, Map.of(), args)) {
      String[] found = client.line().split(" ");
      return new Load(
          Double.parseDouble(found[0]),
          Double.parseDouble(found[1]),
          Double.parseDouble(found[2]),
          (server.cpuMicros() - cpu) / Double.parseDouble(found[3]));
    }
  }
}

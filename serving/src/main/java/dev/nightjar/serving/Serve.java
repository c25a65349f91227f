package dev.nightjar.serving;

import dev.nightjar.settings.ExitCodes;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code nightjar serve [--port N] [--insecure] [--collector-only]}: runs the server until it is
 * told to stop. The address goes to stdout, everything else to the log on stderr.
 */
public final class Serve {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  private Serve() {}

  /** Starts and returns; the server's own threads keep the process up. */
  public static void main(String[] args) {
    ExitCodes.exit(() -> run(args));
  }

  private static void run(String[] args) throws IOException {
    ServerOptions options = ServerOptions.parse(args);
    RunningServer server =
        options.collectorOnly() ? CollectorServer.start(options) : NightjarServer.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "nightjar-stop"));
    if (options.insecure()) {
      LOG.warn("--insecure: any write key is taken, an event without consent counts as consented");
    } else if (options.serving().collector().writeKeys().isEmpty()) {
      LOG.warn("serving.write_keys is empty: nobody may post events");
    }
    System.out.println("http://" + options.serving().http().host() + ":" + server.port());
  }
}

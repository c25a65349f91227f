package dev.nightjar.serving.bench;

import io.javalin.Javalin;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The peer of the benchmarks: a bare Javalin route that returns the bytes of a file, to a GET, and
 * to a POST once it has read its body. Arguments: the file and the path of the route. Prints its
 * address.
 */
public final class BareServer {
  private BareServer() {}

  /** Starts and returns; the server's own threads keep the process up. */
  public static void main(String[] args) throws Exception {
    byte[] body = Files.readAllBytes(Path.of(args[0]));
    Javalin app =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.routes.get(args[1], ctx -> ctx.contentType("application/json").result(body));
              config.routes.post(
                  args[1],
                  ctx -> {
                    ctx.bodyAsBytes();
                    ctx.contentType("application/json").result(body);
                  });
            });
    app.start("127.0.0.1", 0);
    System.out.println("http://127.0.0.1:" + app.port());
  }
}

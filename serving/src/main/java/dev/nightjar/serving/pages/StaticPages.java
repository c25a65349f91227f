package dev.nightjar.serving.pages;

import dev.nightjar.serving.http.JsonBuffer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Pages that never change while the server runs: the console, the interface description and the
 * version, held in memory. Thread-safe.
 */
public final class StaticPages {
  private static final String NO_FOREIGN_CODE =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String VERSION_FILE = "/nightjar-version.properties";

  private StaticPages() {}

  /** The console's page. */
  public static Handler console() {
    byte[] page = resource("console.html");
    return ctx -> {
      guarded(ctx).header("Content-Security-Policy", NO_FOREIGN_CODE);
      ctx.contentType("text/html; charset=utf-8").result(page);
    };
  }

  /** A file that the console's page needs. */
  public static Handler asset(String name, String contentType) {
    byte[] content = resource(name);
    return ctx -> guarded(ctx).contentType(contentType).result(content);
  }

  /** The description of every route, as OpenAPI. */
  public static Handler openApi() {
    String text = new String(resource("openapi.json"), StandardCharsets.UTF_8);
    byte[] page = text.replace("@VERSION@", version()).getBytes(StandardCharsets.UTF_8);
    return ctx -> guarded(ctx).contentType("application/json").result(page);
  }

  /** The program's version and the revision it was built from, if the launcher says so. */
  public static Handler versionPage() {
    JsonBuffer out = new JsonBuffer().raw("{\"name\":\"nightjar\",\"version\":").text(version());
    out.raw(",\"revision\":").text(System.getProperty("nightjar.revision", "unknown"));
    byte[] page = out.raw(",\"java\":").text(Runtime.version().toString()).raw("}").toBytes();
    return ctx -> ctx.contentType("application/json").result(page);
  }

  private static Context guarded(Context ctx) {
    return ctx.header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-cache");
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = StaticPages.class.getResourceAsStream(VERSION_FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  private static byte[] resource(String name) {
    try (InputStream in = StaticPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name + "; build again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

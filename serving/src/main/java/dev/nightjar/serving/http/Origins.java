package dev.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which web origins' pages may call a route from a browser, by the fetch standard's CORS protocol.
 * Thread-safe.
 */
public final class Origins {
  /** What the known SDKs send from a browser, beside what needs no permission. */
  private static final String HEADERS =
      "Authorization, Content-Type, Content-Encoding, X-Retry-Count, AnonymousId";

  private final List<String> allowed;

  /**
   * @param allowed origins such as {@code https://shop.example}
   */
  public Origins(List<String> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** The same route, readable for pages of the allowed origins. */
  public Handler around(Handler route) {
    return ctx -> {
      allow(ctx);
      route.handle(ctx);
    };
  }

  /** Answers a browser that asks before it posts. */
  public void preflight(Context ctx) {
    if (!allow(ctx)) {
      throw new ProblemException(
          Problem.of(
              403,
              "origin-not-allowed",
              "The origin is not allowed",
              "pages of this origin may not post events; add it to serving.allowed_origins"));
    }
    ctx.header("Access-Control-Allow-Methods", "GET, POST");
    ctx.header("Access-Control-Allow-Headers", HEADERS);
    ctx.header("Access-Control-Max-Age", "7200");
    ctx.status(204);
  }

  private boolean allow(Context ctx) {
    String origin = ctx.header("Origin");
    if (!known(origin)) {
      return false;
    }
    ctx.header("Access-Control-Allow-Origin", String.valueOf(origin)).header("Vary", "Origin");
    return true;
  }

  private boolean known(@Nullable String origin) {
    return origin != null && allowed.contains(origin);
  }
}

package dev.nightjar.serving.collector;

import dev.nightjar.serving.http.JsonBuffer;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/projects/{writeKey}/settings}: what Segment's browser SDK asks its CDN for before
 * it sends anything. The answer names no destination but this server, under the address that the
 * browser used. Static.
 */
public final class SettingsDocument {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-_:\\[\\]]{1,255}");

  private SettingsDocument() {}

  /** Sends the document; it holds nothing secret, so it is the same for every key. */
  public static void send(Context ctx) {
    String host = String.valueOf(ctx.header("Host"));
    String forwarded = String.valueOf(ctx.header("X-Forwarded-Proto"));
    JsonBuffer out = new JsonBuffer();
    out.raw("{\"integrations\":{\"Segment.io\":{\"apiKey\":").text(ctx.pathParam("writeKey"));
    if (HOST.matcher(host).matches()) {
      out.raw(",\"apiHost\":").text(host + "/v1");
      out.raw(",\"protocol\":").text(forwarded.equals("https") ? "https" : "http");
    }
    out.raw(",\"unbundledIntegrations\":[],\"addBundledMetadata\":true}}");
    out.raw(",\"plan\":{\"track\":{\"__default\":{\"enabled\":true,\"integrations\":{}}}}");
    out.raw(",\"edgeFunction\":{},\"analyticsNextEnabled\":true,\"middlewareSettings\":{}");
    out.raw(",\"enabledMiddleware\":{},\"metrics\":{\"sampleRate\":0},\"remotePlugins\":[]}");
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("application/json").result(out.toBytes());
  }
}

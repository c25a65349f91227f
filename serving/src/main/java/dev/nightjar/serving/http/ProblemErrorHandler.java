package dev.nightjar.serving.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses, such as a malformed head, with a problem instead of HTML. */
public final class ProblemErrorHandler extends ErrorHandler {
  private static final long RETRY_SECONDS = 2;

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = status(response.getStatus());
    Problem problem = Problem.ofStatus(status, detail(status));
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // Jetty ends the connection; whoever keeps connections would send the next request over it.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    if (status == 429) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    }
    response.write(true, ByteBuffer.wrap(problem.toJson()), callback);
    return true;
  }

  /** A version or a method of HTTP that is not spoken here is the sender's fault. */
  private static int status(int given) {
    return switch (given) {
      case 501, 505 -> 400;
      default -> given < 400 ? 500 : given;
    };
  }

  private static String detail(int status) {
    return switch (status) {
      case 414, 431 -> "the request line or the headers are too long; shorten them or use POST";
      case 429 -> "too many large bodies come at once; send the request again";
      case 413 -> "the body is larger than this route takes";
      default -> "the request is refused with status " + status + "; check its head and body";
    };
  }
}

package dev.nightjar.serving.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses, such as a malformed head, with a problem instead of HTML. */
public final class ProblemErrorHandler extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    Problem problem = Problem.ofStatus(status, detail(status));
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(problem.toJson()), callback);
    return true;
  }

  private static String detail(int status) {
    return switch (status) {
      case 414, 431 -> "the request line or the headers are too long; shorten them or use POST";
      case 413 -> "the body is larger than this route takes";
      default -> "the request is refused with status " + status + "; check its head and body";
    };
  }
}

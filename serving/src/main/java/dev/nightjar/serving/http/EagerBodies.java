package dev.nightjar.serving.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the beginning of a body without a thread, so that one that comes slowly keeps nobody
 * else waiting. A body that no route would take, by its own word, is not waited for: it is refused
 * by its head. Thread-safe.
 */
final class EagerBodies extends EagerContentHandler.RetainedContentLoaderFactory {
  private static final int EAGER_BYTES = 65_536;
  private static final int CHUNK_COST = 64;

  EagerBodies() {
    super(EAGER_BYTES, CHUNK_COST, false);
  }

  @Override
  public EagerContentHandler.@Nullable ContentLoader newContentLoader(
      @Nullable String contentType,
      @Nullable String mimeType,
      Handler handler,
      Request request,
      Response response,
      Callback callback) {
    return request.getLength() > BoundedBody.SMALL.wireBytes()
        ? null
        : super.newContentLoader(contentType, mimeType, handler, request, response, callback);
  }
}

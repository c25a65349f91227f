package dev.nightjar.serving.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
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
final class EagerBodies extends EagerContentHandler {
  /** Few enough that every connection may hold as many without a thread. */
  private static final int EAGER_BYTES = 16_384;

  private static final int CHUNK_COST = 64;

  EagerBodies() {
    super(new RetainedContentLoaderFactory(EAGER_BYTES, CHUNK_COST, false));
    exclude(EagerBodies::isTooLarge);
  }

  @Override
  protected boolean onConditionsMet(Request request, Response response, Callback callback)
      throws Exception {
    return super.onConditionsMet(new Watched(request), response, callback);
  }

  /** Whether a request's body has come to its end, or there is none. */
  static boolean hasCome(Request request) {
    Watched watched = Request.as(request, Watched.class);
    return !hasBody(request) || (watched != null && watched.ended);
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  private static boolean isTooLarge(Request request) {
    return request.getLength() > BoundedBody.SMALL.wireBytes();
  }

  /** A request that knows whether its last bytes were read. */
  private static final class Watched extends Request.Wrapper {
    private volatile boolean ended;

    Watched(Request request) {
      super(request);
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk != null && chunk.isLast()) {
        ended = true;
      }
      return chunk;
    }
  }
}

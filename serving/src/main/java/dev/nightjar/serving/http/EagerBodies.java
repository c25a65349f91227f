package dev.nightjar.serving.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EagerContentHandler;

/**
 * Waits for the beginning of a body without a thread, so that one that comes slowly keeps nobody
 * else waiting. A body that no route would take, by its own word, is not waited for: it is refused
 * by its head. Thread-safe.
 */
final class EagerBodies extends EagerContentHandler {
  private static final int EAGER_BYTES = 65_536;
  private static final int CHUNK_COST = 64;

  EagerBodies() {
    super(new RetainedContentLoaderFactory(EAGER_BYTES, CHUNK_COST, false));
    exclude(EagerBodies::isTooLarge);
  }

  private static boolean isTooLarge(Request request) {
    return request.getLength() > BoundedBody.SMALL.wireBytes();
  }
}

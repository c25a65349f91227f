package dev.nightjar.serving.collector;

import java.io.IOException;
import java.util.List;

/** Where taken events go before they are acknowledged. Thread-safe. */
public interface EventSink {

  /**
   * Takes the lines of one request; those that it holds already are left out.
   *
   * @throws IOException when they are not durable; some may be, and none is held twice when they
   *     are given again
   */
  void append(List<EventLine> lines) throws IOException;
}

package dev.nightjar.streams;

import dev.nightjar.serving.collector.EventStream;

/** A stream that a connector can land. */
public interface LandableStream extends EventStream {

  /**
   * How the stream is read to be landed.
   *
   * @param connector what this connector goes by, the same after a restart
   */
  StreamSource.Opener source(String connector);
}

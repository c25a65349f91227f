package dev.nightjar.serving.collector;

import java.util.List;
import java.util.function.Consumer;

/**
 * A stream between servers and the lake, such as a topic of Kafka: set up, and connected to only by
 * what is opened. Thread-safe.
 */
public interface EventStream {

  /** Opens the way in. Does not wait for the broker: while it is away, events are refused. */
  StreamSink sink();

  /**
   * Follows what is written from now on, by whichever server.
   *
   * @param taker is given the records, some at a time, from one thread; does not fail
   */
  StreamFollower follow(Consumer<List<StreamRecord>> taker);
}

package dev.nightjar.serving.collector;

/**
 * The way into a stream. What {@link #append} took is kept by the broker as it is set up to keep
 * things; of what it did not take, a part may be there all the same, and is there twice when it is
 * given again. Thread-safe.
 */
public interface StreamSink extends EventSink, AutoCloseable {

  /** Why the last events were not taken; empty when they were. */
  String failure();

  /** Lets what is under way end, and gives the connections back. */
  @Override
  void close();
}

package dev.nightjar.serving.collector;

/** Follows a stream until it is closed. Thread-safe. */
public interface StreamFollower extends AutoCloseable {

  /** Records that are in the stream and were not given on yet, as far as is known. */
  long lag();

  /** Why nothing comes just now; empty when what there is comes. */
  String failure();

  @Override
  void close();
}

package dev.nightjar.serving;

/** A server that listens until it is closed. */
interface RunningServer extends AutoCloseable {

  /** The port that the server listens on. */
  int port();

  @Override
  void close();
}

package dev.nightjar.serving.bench;

/** What one connection sends, a request after another, as bytes on the wire. */
@FunctionalInterface
interface Requests {
  /** The next request; valid until the one after it. */
  byte[] next();
}

package dev.nightjar.serving.bench;

/**
 * When the requests of one connection are due.
 *
 * @param start of the clock {@link System#nanoTime()}
 * @param measured requests that are due before it only warm the client up
 * @param end no request is due from here on
 * @param perSecond requests a second; 0: each at once when the one before it is answered
 * @param shift of the connection against the others, in parts of the time between two requests
 */
record Pace(long start, long measured, long end, double perSecond, double shift) {
  /** When a request is due, counted from 0; of those without a pace: now. */
  long due(int request, long now) {
    return perSecond == 0 ? now : start + (long) ((request + shift) / perSecond * 1e9);
  }
}

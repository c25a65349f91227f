package dev.nightjar.etl.landing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream at line feeds and numbers the lines from 1. A longer line than allowed is read to
 * its end, but only its beginning is kept. Not thread-safe.
 */
final class LineSplitter {

  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private int position;
  private int limit;
  private long number;
  private long length;

  LineSplitter(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Moves to the next line; false at the end of the stream. */
  boolean next() throws IOException {
    line.reset();
    length = 0;
    if (!fill()) {
      return false;
    }
    number++;
    boolean more = true;
    while (more) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      keep(end);
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      more = !complete && fill();
    }
    return true;
  }

  private void keep(int end) {
    int bytes = end - position;
    int room = (int) Math.min(bytes, Math.max(0, maxBytes - length));
    line.write(buffer, position, room);
    length += bytes;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    position = 0;
    limit = 0;
    int read = 0;
    while (read == 0) {
      read = in.read(buffer);
    }
    limit = Math.max(0, read);
    return read > 0;
  }

  /** The line's bytes without the line feed, at most {@code maxBytes} of them. */
  byte[] bytes() {
    return line.toByteArray();
  }

  /** Full length in bytes. */
  long length() {
    return length;
  }

  /** Number of the line, from 1. */
  long number() {
    return number;
  }

  boolean isTooLong() {
    return length > maxBytes;
  }
}

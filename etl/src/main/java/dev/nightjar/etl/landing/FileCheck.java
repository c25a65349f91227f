package dev.nightjar.etl.landing;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Serializable;
import java.util.zip.ZipException;

/**
 * Reads a landed file to its end before any of its lines is used. A cut or damaged gzip file would
 * otherwise give its first lines and then fail, or worse, pass as a shorter file.
 */
final class FileCheck {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int START_BYTES = 4;

  private FileCheck() {}

  /**
   * What was found.
   *
   * @param refusal rule that the file breaks; empty if it can be used
   * @param lines lines of a file that can be used, else 0
   */
  record Verdict(String refusal, long lines) implements Serializable {}

  /** Opens a stream of the stored bytes, from the beginning, as often as asked. */
  interface Source {
    InputStream open() throws IOException;
  }

  /**
   * A stream of the content, behind a byte-order mark if there is one.
   *
   * @throws CharConversionException if the content is UTF-16 or UTF-32
   */
  static InputStream content(Source source, boolean gzip) throws IOException {
    InputStream stored = source.open();
    try {
      InputStream whole = gzip ? new GzipMembers(stored, BUFFER_BYTES) : stored;
      PushbackInputStream content = new PushbackInputStream(whole, START_BYTES);
      byte[] start = content.readNBytes(START_BYTES);
      if (isWide(start)) {
        throw new CharConversionException("UTF-16 or UTF-32");
      }
      int skipped = startsWith(start, 0xEF, 0xBB, 0xBF) ? 3 : 0;
      content.unread(start, skipped, start.length - skipped);
      return content;
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /** Takes what a check reads, piece after piece; the buffer is used again. */
  interface Reader {
    void take(byte[] buffer, int length);
  }

  /** Whether a file can be used. */
  static Verdict check(Source source, boolean gzip, Reader reader) throws IOException {
    try (InputStream content = content(source, gzip)) {
      long lines = countLines(content, reader);
      return lines == 0 ? new Verdict("file.empty", 0) : new Verdict("", lines);
    } catch (EOFException e) {
      return new Verdict(isEmpty(source) ? "file.empty" : "file.truncated", 0);
    } catch (ZipException e) {
      return new Verdict("file.corrupt", 0);
    } catch (CharConversionException e) {
      return new Verdict("file.encoding", 0);
    }
  }

  /** A byte-order mark of two-byte units, or the NUL bytes that ASCII has in them (RFC 4627, 3). */
  private static boolean isWide(byte[] start) {
    if (startsWith(start, 0xFE, 0xFF) || startsWith(start, 0xFF, 0xFE)) {
      return true;
    }
    return start.length == START_BYTES
        && (start[0] == 0 && start[2] == 0 && start[3] != 0
            || start[0] != 0 && start[1] == 0 && start[3] == 0);
  }

  private static boolean startsWith(byte[] start, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (i >= start.length || (start[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEmpty(Source source) throws IOException {
    try (InputStream stored = source.open()) {
      return stored.read() < 0;
    }
  }

  private static long countLines(InputStream content, Reader reader) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long lines = 0;
    byte last = '\n';
    int read;
    while ((read = content.read(buffer)) >= 0) {
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          lines++;
        }
      }
      if (read > 0) {
        reader.take(buffer, read);
        last = buffer[read - 1];
      }
    }
    return last == '\n' ? lines : lines + 1;
  }
}

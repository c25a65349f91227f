package dev.nightjar.etl.landing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a landed file to its end before any of its lines is used. A cut or damaged gzip file would
 * otherwise give its first lines and then fail, or worse, pass as a shorter file.
 */
final class FileCheck {

  private static final int BUFFER_BYTES = 1 << 16;

  private FileCheck() {}

  /**
   * What was found.
   *
   * @param refusal rule that the file breaks; empty if it can be used
   * @param lines lines of a file that can be used, else 0
   */
  record Verdict(String refusal, long lines) {}

  /** Opens a stream of the stored bytes, from the beginning, as often as asked. */
  interface Source {
    InputStream open() throws IOException;
  }

  /** A stream of the content. */
  static InputStream content(Source source, boolean gzip) throws IOException {
    InputStream stored = source.open();
    try {
      return gzip ? new GZIPInputStream(stored, BUFFER_BYTES) : stored;
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  static Verdict check(Source source, boolean gzip) throws IOException {
    try (InputStream content = content(source, gzip)) {
      long lines = countLines(content);
      return lines == 0 ? new Verdict("file.empty", 0) : new Verdict("", lines);
    } catch (EOFException e) {
      return new Verdict(isEmpty(source) ? "file.empty" : "file.truncated", 0);
    } catch (ZipException e) {
      return new Verdict("file.corrupt", 0);
    }
  }

  private static boolean isEmpty(Source source) throws IOException {
    try (InputStream stored = source.open()) {
      return stored.read() < 0;
    }
  }

  private static long countLines(InputStream content) throws IOException {
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
        last = buffer[read - 1];
      }
    }
    return last == '\n' ? lines : lines + 1;
  }
}

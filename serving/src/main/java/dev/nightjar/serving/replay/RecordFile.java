package dev.nightjar.serving.replay;

import dev.nightjar.serving.recording.RecordLines;
import dev.nightjar.serving.recording.RecordedRequest;
import dev.nightjar.serving.recording.UnreadableRecordException;
import dev.nightjar.settings.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of recorded requests, read line by line as often as is asked, so that none is too large.
 *
 * @param path the file
 * @param endsTorn whether its last line is not whole: it is being written, or the server died
 */
public record RecordFile(Path path, boolean endsTorn) {
  private static final RecordLines LINES = new RecordLines();

  /** Takes a request and the number of its line, from 1. */
  @FunctionalInterface
  public interface Visitor {
    void take(int line, RecordedRequest request) throws IOException;
  }

  /** Looks at a file; nothing is read yet. */
  public static RecordFile of(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new ConfigurationException(
          path + " is no file; recorded requests are in recorded/ of the server's home directory");
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() == 0) {
        return new RecordFile(path, false);
      }
      file.seek(file.length() - 1);
      return new RecordFile(path, file.read() != '\n');
    }
  }

  /**
   * Gives every whole line to the visitor.
   *
   * @throws UnreadableRecordException for a line that is no recorded request, by its number
   */
  public void read(Visitor visitor) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      int number = 1;
      String line = lines.readLine();
      while (line != null) {
        String next = lines.readLine();
        if (next == null && endsTorn) {
          return;
        }
        visitor.take(number, request(number, line));
        line = next;
        number++;
      }
    }
  }

  private RecordedRequest request(int number, String line) {
    try {
      return LINES.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableRecordException e) {
      throw new UnreadableRecordException(
          path.getFileName() + " line " + number + " is no recorded request: " + e.getMessage());
    }
  }
}

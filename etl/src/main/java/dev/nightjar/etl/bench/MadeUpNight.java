package dev.nightjar.etl.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * The landed files of a made-up night. The same arguments give the same lines.
 *
 * @param day day of arrival
 * @param events lines of all files, repeats included
 * @param seed what the lines hang on
 */
record MadeUpNight(LocalDate day, int events, long seed) {

  static final int FILES = 8;

  private static final int ITEMS = 20_000;
  private static final int EVENTS_A_USER = 20;

  /** Every so many lines one lands twice. */
  private static final int REPEAT_EVERY = 100;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Writes the files of the night into a folder; they are its only content. */
  List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return IntStream.range(0, FILES)
        .parallel()
        .mapToObj(file -> write(folder.resolve("part-" + file + ".jsonl.gz"), file))
        .toList();
  }

  private Path write(Path path, int file) {
    int lines = events / FILES + (file < events % FILES ? 1 : 0);
    int users = Math.max(100, events / EVENTS_A_USER);
    MadeUpLine source = new MadeUpLine(seed * FILES + file, day, users, ITEMS);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path), BUFFER_BYTES)) {
      byte[] line = {};
      for (int i = 1; i <= lines; i++) {
        if (i % REPEAT_EVERY != 0) {
          line = (source.next() + "\n").getBytes(StandardCharsets.UTF_8);
        }
        out.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }
}

package dev.nightjar.serving.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of recorded requests on this machine, {@code requests-<number>.jsonl}: bounded by their
 * size and their count. A start begins a new file, and so does a write after one that failed, so a
 * torn line is only ever the last of its file. Used by one thread.
 */
final class RecordFiles implements AutoCloseable {
  private static final String NAME = "requests-(\\d{1,9})\\.jsonl";

  private final Path folder;
  private final RecordSettings bounds;
  private int number;
  private long length;
  private @Nullable OutputStream out;

  RecordFiles(Path folder, RecordSettings bounds) throws IOException {
    this.folder = folder;
    this.bounds = bounds;
    Files.createDirectories(folder);
    List<Path> files = files();
    number = files.isEmpty() ? 0 : number(files.get(files.size() - 1));
  }

  void append(List<byte[]> lines) throws IOException {
    boolean written = false;
    try {
      for (byte[] line : lines) {
        outFor(line).write(line);
        length += line.length;
      }
      if (out != null) {
        out.flush();
      }
      written = true;
    } finally {
      if (!written) {
        close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }

  private OutputStream outFor(byte[] line) throws IOException {
    OutputStream current = out;
    if (current != null && length + line.length <= bounds.fileBytes()) {
      return current;
    }
    close();
    number++;
    OutputStream next =
        new BufferedOutputStream(
            Files.newOutputStream(
                folder.resolve(String.format(Locale.ROOT, "requests-%06d.jsonl", number))));
    out = next;
    length = 0;
    List<Path> files = files();
    for (Path old : files.subList(0, Math.max(0, files.size() - bounds.files()))) {
      Files.deleteIfExists(old);
    }
    return next;
  }

  /** By number: a name grows longer after a million files. */
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(NAME))
          .sorted(Comparator.comparingInt(RecordFiles::number))
          .toList();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceFirst(NAME, "$1"));
  }
}

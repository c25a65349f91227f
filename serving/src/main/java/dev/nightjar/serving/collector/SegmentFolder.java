package dev.nightjar.serving.collector;

import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of segments: {@code <day>-<number>.open} while one collects events, {@code .sealed}
 * when it is complete, gone when it is shipped. Locked, so that one process at a time uses it.
 * Thread-safe.
 */
final class SegmentFolder implements AutoCloseable {
  private static final String OPEN = ".open";
  private static final String SEALED = ".sealed";
  private static final int DAY_LENGTH = "2026-01-01".length();
  private static final int PIECE = 65_536;

  private final Path path;
  private final FileChannel lockFile;
  private final FileLock lock;
  private long number;

  private SegmentFolder(Path path, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Takes the folder for this process. */
  static SegmentFolder take(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel file =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another server of this process has it; said below.
    }
    if (lock == null) {
      file.close();
      throw new ConfigurationException(
          "another server collects events in " + path + "; stop it or give another --home");
    }
    SegmentFolder folder = new SegmentFolder(path, file, lock);
    folder.number = folder.highestNumber();
    return folder;
  }

  /** A new, empty segment for events that arrive on this day. */
  synchronized Path create(LocalDate day) throws IOException {
    number++;
    Path segment = path.resolve(String.format(Locale.ROOT, "%s-%010d%s", day, number, OPEN));
    Files.createFile(segment);
    sync();
    return segment;
  }

  /** Declares a segment complete. */
  void seal(Path segment) throws IOException {
    String name = segment.getFileName().toString();
    Path sealed = segment.resolveSibling(name.substring(0, name.length() - OPEN.length()) + SEALED);
    Files.move(segment, sealed, StandardCopyOption.ATOMIC_MOVE);
    sync();
  }

  /** Seals what a crash or a failure left open, without a torn last line. */
  void sealLeftovers() throws IOException {
    for (Path segment : segments(OPEN)) {
      cutTornTail(segment);
      seal(segment);
    }
  }

  /** Complete segments, oldest first. */
  List<Path> sealed() throws IOException {
    return segments(SEALED);
  }

  /** The day on which a segment's events arrived. */
  static LocalDate day(Path segment) {
    return LocalDate.parse(segment.getFileName().toString().substring(0, DAY_LENGTH));
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }

  private long highestNumber() throws IOException {
    long highest = 0;
    for (String suffix : List.of(OPEN, SEALED)) {
      for (Path segment : segments(suffix)) {
        String name = segment.getFileName().toString();
        String digits = name.substring(DAY_LENGTH + 1, name.length() - suffix.length());
        highest = Math.max(highest, Long.parseLong(digits));
      }
    }
    return highest;
  }

  private List<Path> segments(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("\\d{4}-\\d{2}-\\d{2}-\\d{1,18}\\" + suffix))
          .sorted()
          .toList();
    }
  }

  private void sync() throws IOException {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void cutTornTail(Path segment) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      long end = file.length();
      byte[] piece = new byte[PIECE];
      while (end > 0) {
        int size = (int) Math.min(PIECE, end);
        file.seek(end - size);
        file.readFully(piece, 0, size);
        int last = size - 1;
        while (last >= 0 && piece[last] != '\n') {
          last--;
        }
        end -= size - (last + 1);
        if (last >= 0) {
          break;
        }
      }
      file.setLength(end);
      file.getFD().sync();
    }
  }
}

package dev.nightjar.serving.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of segments: {@code <day>-<number>.open} while one collects events, {@code .sealed}
 * when it is complete; then {@code .keys}, what it held, when it is shipped, and {@code .torn}, it
 * as it was, where a part of it was no record. Locked, so that one process at a time uses it.
 * Thread-safe.
 */
final class SegmentFolder implements AutoCloseable {
  private static final String OPEN = ".open";
  private static final String SEALED = ".sealed";
  private static final String KEYS = ".keys";
  private static final String TORN = ".torn";
  private static final int MOST_KEY_FILES = 1_000;
  private static final int DAY_LENGTH = "2026-01-01".length();

  private final Path path;
  private final FolderLock lock;
  private volatile long bytes;
  private volatile int waiting;
  private volatile int torn;
  private long number;

  private SegmentFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * What a segment holds.
   *
   * @param text its lines
   * @param keys of its lines, as they are stored
   * @param whole whether it is made of whole records to its end
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Content(byte[] text, byte[] keys, boolean whole) {}

  /** Takes the folder for this process, and seals what a crash left open. */
  static SegmentFolder take(Path path) throws IOException {
    SegmentFolder folder = new SegmentFolder(path, FolderLock.take(path, "server collects events"));
    folder.number = folder.highestNumber();
    folder.sealLeftovers();
    return folder;
  }

  /** A file beside the segments. */
  Path beside(String name) {
    return path.resolve(name);
  }

  /** A new, empty segment for events that arrive on this day. */
  synchronized Path create(LocalDate day) throws IOException {
    number++;
    Path segment = path.resolve(String.format(Locale.ROOT, "%s-%010d%s", day, number, OPEN));
    Files.createFile(segment);
    sync();
    return segment;
  }

  /**
   * Declares every open segment complete; those that hold nothing go.
   *
   * @return how many there were
   */
  synchronized int sealLeftovers() throws IOException {
    List<Path> open = segments(OPEN);
    for (Path segment : open) {
      if (Files.size(segment) == 0) {
        Files.delete(segment);
      } else {
        rename(segment, OPEN, SEALED);
      }
    }
    sync();
    count();
    return open.size();
  }

  /** Complete segments, oldest first. */
  List<Path> sealed() throws IOException {
    return segments(SEALED);
  }

  /** Segments, complete or not, that are not in the lake. */
  List<Path> unshipped() throws IOException {
    List<Path> all = new ArrayList<>(segments(OPEN));
    all.addAll(segments(SEALED));
    return all;
  }

  /** Reads a segment up to its last whole record. */
  static Content read(Path segment) throws IOException {
    byte[] stored = Files.readAllBytes(segment);
    ByteArrayOutputStream text = new ByteArrayOutputStream(stored.length);
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    ByteBuffer key = ByteBuffer.allocate(EventKey.BYTES);
    int whole =
        SegmentRecord.read(
            stored,
            (high, low) -> keys.writeBytes(key.putLong(0, high).putLong(8, low).array()),
            text);
    return new Content(text.toByteArray(), keys.toByteArray(), whole == stored.length);
  }

  /** A segment is in the lake: it goes, but for its keys and what could not be read of it. */
  synchronized void shipped(Path segment, Content content) throws IOException {
    try {
      Files.write(sibling(segment, SEALED, KEYS), content.keys());
    } catch (IOException e) {
      // A full disk: to have room again is worth more than to know a repeat.
      Files.deleteIfExists(sibling(segment, SEALED, KEYS));
    }
    if (content.whole()) {
      Files.delete(segment);
    } else {
      rename(segment, SEALED, TORN);
    }
    forgetOldKeys();
    count();
  }

  /** Gives the keys of what was taken of late, the oldest first. */
  RecentKeys recentKeys() throws IOException {
    RecentKeys recent = new RecentKeys();
    for (Path file : segments(KEYS)) {
      add(Files.readAllBytes(file), recent);
    }
    for (Path segment : segments(SEALED)) {
      add(read(segment).keys(), recent);
    }
    return recent;
  }

  /** Bytes of everything that is complete. */
  long bytes() {
    return bytes;
  }

  /** Segments that wait to be shipped. */
  int waiting() {
    return waiting;
  }

  /** Segments that were found damaged and are kept aside. */
  int torn() {
    return torn;
  }

  /** The day on which a segment's events arrived. */
  static LocalDate day(Path segment) {
    return LocalDate.parse(segment.getFileName().toString().substring(0, DAY_LENGTH));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void add(byte[] keys, RecentKeys recent) {
    ByteBuffer in = ByteBuffer.wrap(keys);
    while (in.remaining() >= EventKey.BYTES) {
      EventKey key = new EventKey(in.getLong(), in.getLong());
      if (!recent.contains(key)) {
        recent.add(key);
      }
    }
  }

  private void forgetOldKeys() throws IOException {
    List<Path> files = new ArrayList<>(segments(KEYS));
    long kept = 0;
    for (int i = files.size() - 1; i >= 0; i--) {
      if (kept > 2L * RecentKeys.EACH * EventKey.BYTES || files.size() - i > MOST_KEY_FILES) {
        Files.delete(files.get(i));
      } else {
        kept += Files.size(files.get(i));
      }
    }
  }

  private synchronized void count() throws IOException {
    long sum = 0;
    for (String suffix : List.of(SEALED, TORN)) {
      for (Path file : segments(suffix)) {
        sum += Files.size(file);
      }
    }
    bytes = sum;
    waiting = segments(SEALED).size();
    torn = segments(TORN).size();
  }

  private long highestNumber() throws IOException {
    long highest = 0;
    for (String suffix : List.of(OPEN, SEALED, KEYS, TORN)) {
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

  private static void rename(Path segment, String from, String to) throws IOException {
    Files.move(segment, sibling(segment, from, to), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path sibling(Path segment, String from, String to) {
    String name = segment.getFileName().toString();
    return segment.resolveSibling(name.substring(0, name.length() - from.length()) + to);
  }

  private void sync() throws IOException {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}

package dev.nightjar.ranking.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code db-<n>} inside a snapshot's folder that holds one opened store. A lock on
 * {@code db-<n>.lock} says that a process uses it, so a folder that can be locked is what a crash
 * left behind, and goes. Lock files stay: a lock on a file that somebody unlinks guards nothing.
 * Thread-safe.
 */
final class StoreFolder implements AutoCloseable {
  private static final String PREFIX = "db-";
  private static final String LOCK_SUFFIX = ".lock";
  private static final int MAX_OPEN = 1_000;

  /**
   * Folders of this process. Asked before the lock file is opened, because POSIX drops a process's
   * lock on a file as soon as the process closes any handle of it.
   */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private StoreFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Removes what crashes left in {@code snapshot} and takes an empty folder there. */
  static StoreFolder take(Path snapshot) throws IOException {
    Path home = snapshot.toRealPath();
    removeLeftovers(home);
    for (int n = 1; n <= MAX_OPEN; n++) {
      StoreFolder taken = tryTake(home.resolve(PREFIX + n));
      if (taken != null) {
        deleteTree(taken.path);
        Files.createDirectory(taken.path);
        return taken;
      }
    }
    throw new IOException(snapshot + " is already open " + MAX_OPEN + " times");
  }

  /** The empty folder. */
  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      deleteTree(path);
    } finally {
      TAKEN.remove(path);
    }
  }

  private static void removeLeftovers(Path home) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(home, PREFIX + "*")) {
      for (Path entry : entries) {
        StoreFolder leftover = Files.isDirectory(entry) ? tryTake(entry) : null;
        if (leftover != null) {
          leftover.close();
        }
      }
    }
  }

  private static @Nullable StoreFolder tryTake(Path path) throws IOException {
    if (!TAKEN.add(path)) {
      return null;
    }
    boolean taken = false;
    FileChannel channel =
        FileChannel.open(
            path.resolveSibling(path.getFileName() + LOCK_SUFFIX),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      taken = channel.tryLock() != null;
      return taken ? new StoreFolder(path, channel) : null;
    } finally {
      if (!taken) {
        TAKEN.remove(path);
        channel.close();
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }
}

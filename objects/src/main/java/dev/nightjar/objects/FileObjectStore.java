package dev.nightjar.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A lake in a directory. An object is written beside its place, synced to disk and renamed, so that
 * readers see all of it or nothing, also after a power cut. Safe for use by several threads and
 * processes.
 */
public final class FileObjectStore implements ObjectStore {

  private static final String TEMPORARY = ".nightjar-";
  private static final int COPY_BUFFER_BYTES = 1 << 16;

  private final Path root;

  public FileObjectStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public boolean putIfAbsent(String key, byte[] body) {
    Path target = path(key);
    return attempt(
        "write",
        key,
        () -> {
          Path written = written(target, body);
          try {
            // A link fails when its name is taken, which a rename does not.
            Files.createLink(target, written);
          } catch (FileAlreadyExistsException e) {
            return false;
          } finally {
            Files.deleteIfExists(written);
          }
          syncDirectory(target);
          return true;
        });
  }

  @Override
  public void put(String key, byte[] body) {
    Path target = path(key);
    attempt(
        "write",
        key,
        () -> {
          publish(written(target, body), target);
          return true;
        });
  }

  @Override
  public void put(String key, Path file) {
    Path target = path(key);
    attempt(
        "write",
        key,
        () -> {
          publish(copied(file, target), target);
          return true;
        });
  }

  @Override
  public Optional<byte[]> read(String key) {
    Path source = path(key);
    return attempt(
        "read",
        key,
        () -> {
          try {
            return Files.isDirectory(source)
                ? Optional.empty()
                : Optional.of(Files.readAllBytes(source));
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public boolean download(String key, Path target) {
    Path source = path(key);
    return attempt(
        "read",
        key,
        () -> {
          if (!Files.isRegularFile(source)) {
            return false;
          }
          publish(copied(source, target.toAbsolutePath()), target.toAbsolutePath());
          return true;
        });
  }

  @Override
  public List<ObjectEntry> list(String prefix) {
    Keys.checkedPrefix(prefix);
    Path start = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    return attempt(
        "list",
        prefix,
        () -> {
          if (!Files.isDirectory(start)) {
            return List.of();
          }
          Lister lister = new Lister(root, prefix);
          Files.walkFileTree(start, lister);
          lister.found.sort(Comparator.comparing(ObjectEntry::key));
          return List.copyOf(lister.found);
        });
  }

  @Override
  public void delete(String key) {
    Path target = path(key);
    attempt(
        "delete",
        key,
        () -> {
          if (!Files.isDirectory(target)) {
            Files.deleteIfExists(target);
          }
          Files.deleteIfExists(checksum(target));
          return true;
        });
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }

  private Path path(String key) {
    return root.resolve(Keys.checked(key));
  }

  private static Path temporary(Path target) throws IOException {
    Path directory = parent(target);
    Files.createDirectories(directory);
    return directory.resolve(TEMPORARY + UUID.randomUUID() + ".tmp");
  }

  private static Path written(Path target, byte[] body) throws IOException {
    Path temporary = temporary(target);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(body);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    return temporary;
  }

  private static Path copied(Path source, Path target) throws IOException {
    Path temporary = temporary(target);
    try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(COPY_BUFFER_BYTES);
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    return temporary;
  }

  private static void publish(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    // Hadoop's local file system would compare the new bytes with the old checksum and fail.
    Files.deleteIfExists(checksum(target));
    syncDirectory(target);
  }

  private static void syncDirectory(Path target) throws IOException {
    try (FileChannel directory = FileChannel.open(parent(target), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static Path checksum(Path target) {
    return parent(target).resolve("." + target.getFileName() + ".crc");
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " has no directory above it");
    }
    return parent;
  }

  private <T> T attempt(String verb, String key, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException e) {
      throw failure(verb, key, e);
    } catch (UncheckedIOException e) {
      throw failure(verb, key, e);
    }
  }

  private ObjectStoreException failure(String verb, String key, Exception e) {
    String text = String.valueOf(e.getMessage());
    String remedy;
    if (text.contains("No space left on device")) {
      remedy = "the disk is full; free some space and run the command again";
    } else if (e instanceof AccessDeniedException) {
      remedy = "permission denied; check the owner of the directory";
    } else {
      remedy = e.getClass().getSimpleName() + " " + text + "; check the directory and the disk";
    }
    return new ObjectStoreException(
        "cannot " + verb + " " + key + " in lake " + root.toUri() + ": " + remedy, e);
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }

  /** Collects objects, leaving out unfinished ones and Hadoop's checksum files. */
  private static final class Lister extends SimpleFileVisitor<Path> {

    private final Path root;
    private final String prefix;
    private final List<ObjectEntry> found = new ArrayList<>();

    Lister(Path root, String prefix) {
      this.root = root;
      this.prefix = prefix;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName());
      boolean hidden =
          name.startsWith(TEMPORARY) || (name.startsWith(".") && name.endsWith(".crc"));
      String key = root.relativize(file).toString();
      if (!hidden && key.startsWith(prefix)) {
        found.add(new ObjectEntry(key, attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      // A file that another process removed meanwhile is not in the listing.
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}

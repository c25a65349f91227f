package dev.nightjar.objects;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whole objects under the lake's root, written at once and visible only when complete. Keys are
 * relative to the root with parts separated by {@code /}; empty parts, {@code .} and {@code ..} are
 * refused. Safe for use by several threads.
 *
 * <p>Every method throws {@link ObjectStoreException} when the store cannot be reached or refuses.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Writes an object unless one of that key exists; of several writers at once exactly one
   * succeeds.
   *
   * @return whether this call wrote it
   */
  boolean putIfAbsent(String key, byte[] body);

  /** Writes an object, replacing one of the same key. */
  void put(String key, byte[] body);

  /**
   * Writes a file's bytes as an object, replacing one of the same key; the file is not held in
   * memory.
   */
  void put(String key, Path file);

  /** The whole object in memory, or nothing when there is none. */
  Optional<byte[]> read(String key);

  /**
   * Copies an object to a file, creating directories above it and replacing the file only when the
   * copy is complete.
   *
   * @return whether the object exists
   */
  boolean download(String key, Path target);

  /** All objects whose key begins with the prefix, at any depth, in the order of their keys. */
  List<ObjectEntry> list(String prefix);

  /** Removes an object; nothing happens when there is none. */
  void delete(String key);

  @Override
  void close();
}

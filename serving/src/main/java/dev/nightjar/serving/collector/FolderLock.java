package dev.nightjar.serving.collector;

import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a folder for one process at a time, however that process ends. */
public final class FolderLock implements AutoCloseable {
  private final FileChannel file;
  private final FileLock lock;

  private FolderLock(FileChannel file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Takes a folder, which is created where it is missing.
   *
   * @param work what another process that has it does there, for the message
   * @throws ConfigurationException when another process has it
   */
  public static FolderLock take(Path folder, String work) throws IOException {
    Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another user within this process has it; said below.
    }
    if (lock == null) {
      file.close();
      throw new ConfigurationException(
          "another " + work + " in " + folder + "; stop it or give another --home");
    }
    return new FolderLock(file, lock);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }
}

package dev.nightjar.serving.collector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is appended to. One thread at a time uses it. */
interface SegmentFile extends AutoCloseable {

  /** Opens a file; tests have disks that fail. */
  @FunctionalInterface
  interface Opener {
    SegmentFile open(Path path) throws IOException;
  }

  /** Writes at the end. */
  void write(byte[] bytes) throws IOException;

  /** Returns when everything written is on the disk. */
  void force() throws IOException;

  /** Takes back what was written beyond this length. */
  void truncate(long length) throws IOException;

  @Override
  void close() throws IOException;

  /** A file of the disk. */
  static SegmentFile onDisk(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    return new SegmentFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void truncate(long length) throws IOException {
        channel.truncate(length);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}

package dev.nightjar.serving.collector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A disk that is full after so many bytes: a write to it ends in the middle, as a real one does.
 */
final class SmallDisk {
  private long left;
  private boolean truncates = true;

  SmallDisk(long bytes) {
    left = bytes;
  }

  SmallDisk withoutTruncate() {
    truncates = false;
    return this;
  }

  synchronized void grow(long bytes) {
    left += bytes;
  }

  SegmentFile open(Path path) throws IOException {
    SegmentFile file = SegmentFile.onDisk(path);
    return new SegmentFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        int room = take(bytes.length);
        file.write(Arrays.copyOf(bytes, room));
        if (room < bytes.length) {
          throw new IOException("No space left on device");
        }
      }

      @Override
      public void force() throws IOException {
        file.force();
      }

      @Override
      public void truncate(long length) throws IOException {
        if (!truncates) {
          throw new IOException("Input/output error");
        }
        file.truncate(length);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private synchronized int take(int bytes) {
    int room = (int) Math.min(left, bytes);
    left -= room;
    return room;
  }
}

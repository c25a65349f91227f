package dev.nightjar.serving.collector;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Sha256;
import dev.nightjar.objects.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Puts lines into the lake's landing as one object. Its name is the hash of the lines, so that what
 * is landed again after a crash lands once; what returns without an error has been read back.
 * Thread-safe.
 *
 * @param lake where the landing is
 */
public record EventLanding(ObjectStore lake) {
  private static final int PIECE = 16_384;

  /**
   * Lands lines under a day.
   *
   * @param text lines, each with its line feed
   * @throws IOException when the lake holds something else under that name
   * @throws dev.nightjar.objects.ObjectStoreException when the lake cannot be reached
   */
  public void land(LocalDate day, byte[] text) throws IOException {
    String folder = LakePaths.dayFolder(LakePaths.LANDING_EVENTS, day);
    String key = folder + "/" + Sha256.hex(text) + ".jsonl.gz";
    byte[] object = gzip(text);
    lake.putIfAbsent(key, object);
    byte[] landed =
        lake.read(key).orElseThrow(() -> new IOException(key + " was written and is not there"));
    if (!Arrays.equals(landed, object) && !holds(landed, text)) {
      throw new IOException(
          key + " holds something else than its name says; remove it, it is written again");
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4 + 64);
    try (GZIPOutputStream gzip = new FastGzip(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  /** Lines of events are alike: the fastest level makes them small enough. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, PIECE);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Whether an object that another run or another version compressed holds the same lines. */
  private static boolean holds(byte[] landed, byte[] text) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(landed))) {
      return Arrays.equals(in.readNBytes(text.length), text) && in.read() < 0;
    } catch (IOException e) {
      return false;
    }
  }
}

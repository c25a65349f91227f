package dev.nightjar.etl.landing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Inflates a gzip file, every member of it, and nothing but members. The JDK's stream ends silently
 * at the first member if the store says that no byte is available yet, as object stores do, and
 * passes over whatever follows the last member. Not thread-safe.
 */
final class GzipMembers extends GZIPInputStream {

  private static final int TRAILER_BYTES = 8;

  private final Stored stored;
  private long filled;
  private boolean ended;

  GzipMembers(InputStream stored, int bufferBytes) throws IOException {
    this(new Stored(stored), bufferBytes);
  }

  private GzipMembers(Stored stored, int bufferBytes) throws IOException {
    super(stored, bufferBytes);
    this.stored = stored;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read < 0 && !ended) {
      checkEnd();
      ended = true;
    }
    return read;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filled = stored.count;
  }

  private void checkEnd() throws IOException {
    long end = filled - inf.getRemaining() + TRAILER_BYTES;
    while (stored.read(buf, 0, buf.length) >= 0) {
      // Only the count matters.
    }
    if (stored.count > end) {
      throw new ZipException((stored.count - end) + " bytes after the last gzip member");
    }
  }

  /** Counts what is read, and never says that nothing is available. */
  private static final class Stored extends FilterInputStream {
    private long count;

    Stored(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      count += Math.max(0, read);
      return read;
    }

    @Override
    public int available() {
      return 1;
    }
  }
}

package dev.nightjar.serving.http;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's whole body within bounds of size and time, whatever its content type says, and
 * inflates gzip, which the servlet container does not.
 *
 * @param wireBytes the most bytes taken as sent
 * @param inflatedBytes the most bytes after inflating
 * @param timeLimit the longest time a body may take to arrive
 */
public record BoundedBody(int wireBytes, int inflatedBytes, Duration timeLimit) {
  /** For small JSON requests. */
  public static final BoundedBody SMALL =
      new BoundedBody(1_000_000, 1_000_000, Duration.ofSeconds(20));

  private static final Duration WAIT = Duration.ofMillis(5);
  private static final int MOST_WAITS = 20;
  private static final Duration FINISH = Duration.ofSeconds(3);

  /**
   * A body as it arrived.
   *
   * @param bytes as sent
   * @param gzip whether they are compressed
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sent(byte[] bytes, boolean gzip) {
    private static final int SMALLEST_GZIP = 18;

    /** How many bytes it has once it is inflated, as it says itself; never less than as sent. */
    public long size() {
      if (!gzip || bytes.length < SMALLEST_GZIP) {
        return bytes.length;
      }
      int told = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 4);
      return Math.max(bytes.length, Integer.toUnsignedLong(told));
    }
  }

  /** The body's bytes, inflated. */
  public byte[] read(Context ctx) throws IOException {
    return open(receive(ctx));
  }

  /** Waits for the whole body. */
  public Sent receive(Context ctx) throws IOException {
    InputStream in = ctx.req().getInputStream();
    if (ctx.req().getContentLengthLong() > wireBytes) {
      letFinish(in);
      throw tooLarge("as sent", wireBytes);
    }
    byte[] sent = readAll(in, wireBytes, "as sent");
    String encoding = encoding(ctx.header("Content-Encoding"));
    if (encoding.equals("gzip") || looksLikeGzip(sent)) {
      return new Sent(sent, true);
    }
    if (!encoding.equals("identity")) {
      throw new ProblemException(
          Problem.of(
              415,
              "unknown-encoding",
              "The body's encoding is not supported",
              "Content-Encoding is " + encoding + "; send gzip or none"));
    }
    return new Sent(sent, false);
  }

  /** The bytes, inflated; takes no more memory than the body said it would. */
  public byte[] open(Sent sent) throws IOException {
    if (!sent.gzip()) {
      return sent.bytes();
    }
    int size = (int) Math.min(sent.size(), inflatedBytes);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent.bytes()))) {
      byte[] inflated = in.readNBytes(size);
      if (in.read() < 0) {
        return inflated;
      }
      in.skipNBytes(inflatedBytes - size);
      throw tooLarge("inflated", inflatedBytes);
    } catch (ZipException | EOFException e) {
      throw damaged();
    }
  }

  /**
   * Takes in as much again as is allowed while it keeps coming, for a few seconds: whoever is
   * refused in the middle of sending sees a broken connection instead of the reason.
   */
  private void letFinish(InputStream in) throws IOException {
    byte[] piece = new byte[16_384];
    long left = 2L * wireBytes;
    int waits = 0;
    long deadline = System.nanoTime() + FINISH.toNanos();
    while (left > 0 && waits < MOST_WAITS && System.nanoTime() - deadline < 0) {
      if (in.available() == 0) {
        LockSupport.parkNanos(WAIT.toNanos());
        waits++;
      } else {
        left -= Math.max(0, in.read(piece));
        waits = 0;
      }
    }
  }

  private static ProblemException damaged() {
    return new ProblemException(
        Problem.of(
            400,
            "invalid-gzip",
            "The body is not valid gzip",
            "the gzip body is damaged or cut short, or has several members; send it again as one"));
  }

  private byte[] readAll(InputStream in, int limit, String what) throws IOException {
    long deadline = System.nanoTime() + timeLimit.toNanos();
    ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    byte[] piece = new byte[16_384];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      if (out.size() + count > limit) {
        throw tooLarge(what, limit);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new ProblemException(
            Problem.ofStatus(
                408, "the body did not arrive within " + timeLimit.toSeconds() + " seconds"));
      }
      out.write(piece, 0, count);
    }
    return out.toByteArray();
  }

  private static String encoding(@Nullable String header) {
    return header == null || header.isBlank()
        ? "identity"
        : header.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean looksLikeGzip(byte[] sent) {
    return sent.length > 2 && sent[0] == (byte) 0x1f && sent[1] == (byte) 0x8b;
  }

  private static ProblemException tooLarge(String what, int limit) {
    return new ProblemException(
        Problem.of(
            413,
            "too-large",
            "The request is too large",
            "the body has more than " + limit + " bytes " + what + "; send smaller batches"));
  }
}

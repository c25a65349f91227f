package dev.nightjar.contract;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one stored value front to back, little-endian. Every count is checked against what is left,
 * so damaged bytes end in {@link CorruptFormatException} and never in a huge allocation. Not
 * thread-safe.
 */
final class ValueReader {
  /** What the JDK puts for bytes that are no UTF-8; a text may also hold it by right. */
  private static final char REPLACEMENT = '\uFFFD';

  private final ByteBuffer in;
  private final String what;

  ValueReader(String what, byte[] value) {
    this(what, ByteBuffer.wrap(value));
  }

  /** Reads what is left of a buffer, such as a mapped file; its position stays. */
  ValueReader(String what, ByteBuffer value) {
    this.what = what;
    this.in = value.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The value's version, which has to be one of those that are read. */
  int version(int min, int current) {
    int found = unsignedByte();
    if (found == 0) {
      throw new CorruptFormatException(what + " begins with format 0, which does not exist");
    }
    if (found < min) {
      throw new FormatTooOldException(what, found, min);
    }
    if (found > current) {
      throw new FormatTooNewException(what, found, current);
    }
    return found;
  }

  int unsignedByte() {
    return signedByte() & 0xff;
  }

  byte signedByte() {
    need(1);
    return in.get();
  }

  int integer() {
    need(4);
    return in.getInt();
  }

  int count(int bytesEach) {
    int count = integer();
    if (count < 0 || (long) count * bytesEach > in.remaining()) {
      throw new CorruptFormatException(
          what + " announces " + count + " entries with " + in.remaining() + " bytes left");
    }
    return count;
  }

  int[] ints(int count) {
    need(count * 4);
    int[] values = new int[count];
    in.asIntBuffer().get(values);
    in.position(in.position() + count * 4);
    return values;
  }

  float[] floats(int count) {
    need(count * 4);
    float[] values = new float[count];
    in.asFloatBuffer().get(values);
    in.position(in.position() + count * 4);
    return values;
  }

  /** The next bytes as they lie, without a copy. */
  ByteBuffer slice(long bytes) {
    if (bytes > in.remaining()) {
      throw new CorruptFormatException(
          what + " ends early: " + bytes + " bytes needed, " + in.remaining() + " left");
    }
    ByteBuffer slice = in.slice(in.position(), (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + (int) bytes);
    return slice;
  }

  ScoredItems scoredItems() {
    int count = count(8);
    return new ScoredItems(ints(count), floats(count));
  }

  byte[] bytes() {
    byte[] bytes = new byte[count(1)];
    try {
      in.get(bytes);
    } catch (BufferUnderflowException e) {
      throw new CorruptFormatException(what + " ends early");
    }
    return bytes;
  }

  String text() {
    byte[] bytes = bytes();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new CorruptFormatException(what + " holds a text that is not UTF-8");
    }
    return text;
  }

  void end() {
    if (in.hasRemaining()) {
      throw new CorruptFormatException(what + " has " + in.remaining() + " bytes after its end");
    }
  }

  private void need(int bytes) {
    if (in.remaining() < bytes) {
      throw new CorruptFormatException(
          what + " ends early: " + bytes + " bytes needed, " + in.remaining() + " left");
    }
  }
}

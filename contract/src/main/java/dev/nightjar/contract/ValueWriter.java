package dev.nightjar.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one stored value front to back, little-endian. Not thread-safe. */
final class ValueWriter {
  private ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);

  ValueWriter(int version) {
    signedByte((byte) version);
  }

  void signedByte(byte value) {
    room(1).put(value);
  }

  void integer(int value) {
    room(4).putInt(value);
  }

  void ints(int[] values) {
    integer(values.length);
    bareInts(values);
  }

  void scoredItems(ScoredItems list) {
    ints(list.items());
    bareFloats(list.scores());
  }

  /** Without their count, which the reader knows. */
  void bareFloats(float[] values) {
    int bytes = values.length * 4;
    room(bytes).asFloatBuffer().put(values);
    out.position(out.position() + bytes);
  }

  /** The bytes of a buffer as they lie, without their count. */
  void slice(ByteBuffer value) {
    room(value.remaining()).put(value.duplicate());
  }

  void bytes(byte[] value) {
    integer(value.length);
    room(value.length).put(value);
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Without their count, which the reader knows. */
  void bareInts(int[] values) {
    int bytes = values.length * 4;
    room(bytes).asIntBuffer().put(values);
    out.position(out.position() + bytes);
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
      out =
          ByteBuffer.wrap(Arrays.copyOf(out.array(), capacity))
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(out.position());
    }
    return out;
  }
}

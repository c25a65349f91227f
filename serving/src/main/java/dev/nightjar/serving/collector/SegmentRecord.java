package dev.nightjar.serving.collector;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * The records of a segment: the length and the checksum of a body, and the body, which is the
 * number of its lines, their keys and their text. A record holds what was appended at once and is
 * whole or is not there. Static.
 */
final class SegmentRecord {
  private static final int HEAD = 8;
  private static final int COUNT = 4;
  private static final int LARGEST = 128_000_000;

  private SegmentRecord() {}

  /** The bytes of a record of these lines, at least one. */
  static byte[] of(List<EventLine> lines) {
    int size = HEAD + COUNT + lines.size() * EventKey.BYTES;
    for (EventLine line : lines) {
      size += line.text().length;
    }
    ByteBuffer record = ByteBuffer.allocate(size);
    record.position(HEAD).putInt(lines.size());
    lines.forEach(line -> record.putLong(line.key().high()).putLong(line.key().low()));
    lines.forEach(line -> record.put(line.text()));
    int length = size - HEAD;
    return record.putInt(0, length).putInt(4, checksum(length, record.array(), HEAD)).array();
  }

  /**
   * Reads records from the front for as long as they are whole.
   *
   * @param keys is given the key of every line
   * @param text is given the lines
   * @return how many bytes are whole records
   */
  static int read(byte[] bytes, BiConsumer<Long, Long> keys, ByteArrayOutputStream text) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int whole = 0;
    while (isWhole(in)) {
      int end = in.position() + HEAD + in.getInt(in.position());
      int lines = in.getInt(in.position() + HEAD);
      in.position(in.position() + HEAD + COUNT);
      for (int i = 0; i < lines; i++) {
        keys.accept(in.getLong(), in.getLong());
      }
      text.write(bytes, in.position(), end - in.position());
      in.position(end);
      whole = end;
    }
    return whole;
  }

  private static boolean isWhole(ByteBuffer in) {
    if (in.remaining() < HEAD + COUNT) {
      return false;
    }
    int at = in.position();
    int length = in.getInt(at);
    // Zeros, which a crash leaves behind, are no record: a body is never empty.
    if (length <= COUNT || length > LARGEST || length > in.remaining() - HEAD) {
      return false;
    }
    int lines = in.getInt(at + HEAD);
    return in.getInt(at + 4) == checksum(length, in.array(), at + HEAD)
        && lines > 0
        && COUNT + (long) lines * EventKey.BYTES < length;
  }

  private static int checksum(int length, byte[] bytes, int from) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(4).putInt(0, length));
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }
}

package dev.nightjar.serving.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON written by hand into one growing byte array, because answers are built thousands of times a
 * second. The caller writes the punctuation. Not thread-safe; cleared and used again by one thread.
 */
public final class JsonBuffer {
  private static final int DECIMALS = 1_000_000;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[8_192];
  private int length;

  /** Forgets what was written and keeps the room. */
  public JsonBuffer clear() {
    length = 0;
    return this;
  }

  /** How many bytes are written. */
  public int length() {
    return length;
  }

  /** The room itself; the first {@link #length()} bytes are the content. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Bytes that are JSON already. */
  public JsonBuffer raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  /** ASCII text that is JSON already. */
  @SuppressWarnings("deprecation") // The one copy without an encoder; the text is ASCII.
  public JsonBuffer raw(String ascii) {
    int size = ascii.length();
    room(size);
    ascii.getBytes(0, size, bytes, length);
    length += size;
    return this;
  }

  /** A JSON string with its quotes. */
  public JsonBuffer text(String value) {
    int size = value.length();
    room(size * 6 + 2);
    bytes[length++] = '"';
    for (int i = 0; i < size; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        beyondAscii(value.substring(i));
        break;
      }
      ascii(c);
    }
    bytes[length++] = '"';
    return this;
  }

  /** A whole number. */
  public JsonBuffer number(long value) {
    if (value == Long.MIN_VALUE) {
      return raw(Long.toString(value));
    }
    room(20);
    long rest = value;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    digits(rest, decimalLength(rest));
    return this;
  }

  /** A number; beyond six decimals it is rounded unless it is very small or very large. */
  public JsonBuffer number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return raw("null");
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 0.001 || size > 1e9)) {
      return raw(Float.toString((float) value));
    }
    room(32);
    long scaled = Math.round(size * DECIMALS);
    if (value < 0) {
      bytes[length++] = '-';
    }
    number(scaled / DECIMALS);
    long fraction = scaled % DECIMALS;
    if (fraction == 0) {
      return this;
    }
    bytes[length++] = '.';
    digits(fraction, 6);
    while (bytes[length - 1] == '0') {
      length--;
    }
    return this;
  }

  private void ascii(char c) {
    if (c == '"' || c == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = (byte) c;
    } else if (c < 0x20) {
      bytes[length++] = '\\';
      bytes[length++] = 'u';
      bytes[length++] = '0';
      bytes[length++] = '0';
      bytes[length++] = HEX[c >> 4];
      bytes[length++] = HEX[c & 15];
    } else {
      bytes[length++] = (byte) c;
    }
  }

  private void beyondAscii(String rest) {
    byte[] utf8 = rest.getBytes(StandardCharsets.UTF_8);
    room(utf8.length * 6 + 1);
    for (byte b : utf8) {
      if (b < 0) {
        bytes[length++] = b;
      } else {
        ascii((char) b);
      }
    }
  }

  private void digits(long value, int count) {
    long rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  private static int decimalLength(long value) {
    int count = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      count++;
    }
    return count;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}

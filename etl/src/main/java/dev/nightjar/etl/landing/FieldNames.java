package dev.nightjar.etl.landing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The names of fields seen last, found by their bytes: lines have the same few. Not thread-safe.
 */
final class FieldNames {

  private static final int PLACES = 1 << 12;

  private final @Nullable Known[] known = new Known[PLACES];

  /**
   * A name in plain ASCII.
   *
   * @param hash that of {@link String#hashCode}
   * @param text an interned string, which a switch finds at once
   * @param isPrivate as {@link Privacy#isPrivate} says
   * @param isNaming as {@link Privacy#isNaming} says
   */
  record Known(
      int hash, byte[] bytes, String text, UTF8String utf8, boolean isPrivate, boolean isNaming) {

    static Known of(int hash, byte[] bytes) {
      String text = new String(bytes, StandardCharsets.US_ASCII).intern();
      return new Known(
          hash,
          bytes,
          text,
          UTF8String.fromBytes(bytes),
          Privacy.isPrivate(text),
          Privacy.isNaming(text));
    }
  }

  /** The name that stands in a line from one byte to before another. */
  Known of(byte[] line, int from, int to, int hash) {
    int place = (hash ^ (hash >>> 12)) & (PLACES - 1);
    Known name = known[place];
    if (name == null
        || name.hash != hash
        || !Arrays.equals(name.bytes, 0, name.bytes.length, line, from, to)) {
      name = Known.of(hash, Arrays.copyOfRange(line, from, to));
      known[place] = name;
    }
    return name;
  }
}

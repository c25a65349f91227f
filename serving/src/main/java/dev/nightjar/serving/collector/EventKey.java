package dev.nightjar.serving.collector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells events apart: 128 bits of a hash of the message id, so that two events never share one by
 * chance and neither an id nor a person can be read from it.
 *
 * @param high the first 64 bits
 * @param low the other 64
 */
public record EventKey(long high, long low) {
  /** Bytes of a key where keys are stored. */
  public static final int BYTES = 16;

  /** The key of an event that is taken. */
  static EventKey ofMessage(String messageId) {
    return of(sha256(messageId.getBytes(StandardCharsets.UTF_8)));
  }

  /** The key of an event that is refused, so that it is never mistaken for one that is taken. */
  static EventKey ofRefused(String code, byte[] canonical) {
    return of(sha256(("refused " + code).getBytes(StandardCharsets.UTF_8), canonical));
  }

  /** A hash of bytes, as text. */
  static String hex(byte[]... parts) {
    return HexFormat.of().formatHex(sha256(parts));
  }

  private static EventKey of(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new EventKey(bytes.getLong(), bytes.getLong());
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package dev.nightjar.serving.collector;

import dev.nightjar.contract.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
    return of(Sha256.of(messageId.getBytes(StandardCharsets.UTF_8)));
  }

  /** The key of an event that is refused, so that it is never mistaken for one that is taken. */
  static EventKey ofRefused(String code, byte[] canonical) {
    return of(Sha256.of(("refused " + code).getBytes(StandardCharsets.UTF_8), canonical));
  }

  private static EventKey of(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new EventKey(bytes.getLong(), bytes.getLong());
  }
}

package dev.nightjar.contract;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a raw id into the keyed pseudonym that every table and snapshot holds instead: lower-case
 * hex of HMAC-SHA256(secret, UTF-8 id), 64 characters.
 *
 * <p>The batch jobs and the server must agree on it byte for byte. Thread-safe: each thread keeps
 * its own {@link Mac}.
 */
public final class Pseudonymizer {
  private static final String ALGORITHM = "HmacSHA256";

  private final ThreadLocal<Mac> macs;

  /**
   * @param secret the key; at least 16 bytes
   */
  public Pseudonymizer(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException(
          "the pseudonym secret has " + secret.length + " bytes; at least 16 are needed");
    }
    byte[] key = secret.clone();
    macs = ThreadLocal.withInitial(() -> mac(key));
    macs.get();
  }

  /** The pseudonym of {@code rawId}: 64 lower-case hexadecimal characters. */
  public String pseudonym(String rawId) {
    return HexFormat.of().formatHex(macs.get().doFinal(rawId.getBytes(StandardCharsets.UTF_8)));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

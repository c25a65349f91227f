package dev.nightjar.serving.collector;

import dev.nightjar.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may write events: the hashes of the keys, never the keys. Compared in constant time.
 * Thread-safe.
 */
public final class WriteKeys {
  private static final String BASIC = "basic ";

  private final List<byte[]> hashes = new ArrayList<>();
  private final boolean any;

  /**
   * @param hexHashes SHA-256 of each key, in hex
   * @param any whether every key will do, and none as well
   */
  public WriteKeys(List<String> hexHashes, boolean any) {
    this.any = any;
    for (String hash : hexHashes) {
      hashes.add(HexFormat.of().parseHex(hash.toLowerCase(Locale.ROOT)));
    }
  }

  /** Whether every key will do. */
  public boolean any() {
    return any;
  }

  /** Whether this key may write. */
  public boolean accepts(@Nullable String key) {
    if (any) {
      return true;
    }
    if (key == null) {
      return false;
    }
    byte[] hash = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    boolean known = false;
    for (byte[] candidate : hashes) {
      known |= MessageDigest.isEqual(candidate, hash);
    }
    return known;
  }

  /** The user name of a Basic {@code Authorization} header, which is where SDKs put the key. */
  static @Nullable String ofBasic(@Nullable String header) {
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? pair : pair.substring(0, colon);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

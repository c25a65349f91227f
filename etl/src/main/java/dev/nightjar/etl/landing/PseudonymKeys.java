package dev.nightjar.etl.landing;

import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Secret;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that pseudonyms are made with: the one of now and, while a rotation lasts, the one
 * before it. Sent to the executors, so serializable; not thread-safe there.
 */
public final class PseudonymKeys implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] secret;
  private final byte @Nullable [] previous;
  private final int version;
  private transient @Nullable PseudonymCache now;
  private transient @Nullable PseudonymCache before;

  private PseudonymKeys(byte[] secret, byte @Nullable [] previous, int version) {
    this.secret = secret;
    this.previous = previous;
    this.version = version;
  }

  /** The keys of the settings. */
  public static PseudonymKeys of(PrivacySettings privacy) {
    return new PseudonymKeys(
        bytes(privacy.secret()),
        privacy.previousSecret().map(PseudonymKeys::bytes).orElse(null),
        privacy.keyVersion());
  }

  /** One key, with none before it. */
  static PseudonymKeys of(byte[] secret) {
    return new PseudonymKeys(secret.clone(), null, 1);
  }

  /** Number of the key. */
  int version() {
    return version;
  }

  /** The pseudonym of an id. */
  String pseudonym(String rawId) {
    return now().of(rawId);
  }

  /** A keyed hash of a text that is not expected again. */
  String hash(String text) {
    return now().once(text);
  }

  /**
   * Pseudonyms of the ids under the key before, each with the one of now; null without a rotation.
   */
  @Nullable Map<String, String> older(@Nullable String... rawIds) {
    PseudonymCache older = before();
    if (older == null) {
      return null;
    }
    Map<String, String> changes = new TreeMap<>();
    for (String rawId : rawIds) {
      if (rawId != null) {
        changes.put(older.of(rawId), pseudonym(rawId));
      }
    }
    return changes;
  }

  private PseudonymCache now() {
    PseudonymCache ready = now;
    if (ready == null) {
      ready = new PseudonymCache(secret);
      now = ready;
    }
    return ready;
  }

  private @Nullable PseudonymCache before() {
    PseudonymCache ready = before;
    if (ready == null && previous != null) {
      ready = new PseudonymCache(previous);
      before = ready;
    }
    return ready;
  }

  private static byte[] bytes(Secret secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8);
  }
}

package dev.nightjar.etl.landing;

import dev.nightjar.contract.PersonIds;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Secret;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The keys that pseudonyms are made with: the one of now and, while a rotation lasts, the one
 * before it. Sent to the executors, so serializable; not thread-safe there.
 */
public final class PseudonymKeys implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int PLACES = 1 << 16;
  private static final int SHORT_HASH_CHARS = 32;

  private final byte[] secret;
  private final byte @Nullable [] previous;
  private final int version;
  private transient @Nullable Key now;
  private transient @Nullable Key before;

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

  /** The pseudonym of a person's or session's id; null if the id stands for nobody. */
  @Nullable UTF8String pseudonym(UTF8String rawId) {
    return now().recent.of(rawId);
  }

  /** A keyed hash of a text. */
  String hash(String text) {
    return now().pseudonymizer.pseudonym(text);
  }

  /** A keyed hash of 128 bits that is no pseudonym, even of the same text. */
  UTF8String shortHash(String kind, Object text) {
    return UTF8String.fromString(hash(kind + ":" + text).substring(0, SHORT_HASH_CHARS));
  }

  /**
   * Pseudonyms of the ids under the key before, each with the one of now; null without a rotation.
   */
  @Nullable Map<UTF8String, UTF8String> older(@Nullable UTF8String... rawIds) {
    Key older = before();
    if (older == null) {
      return null;
    }
    Map<UTF8String, UTF8String> changes = new TreeMap<>();
    for (UTF8String rawId : rawIds) {
      UTF8String changed = rawId == null ? null : older.recent.of(rawId);
      if (changed != null) {
        changes.put(changed, pseudonym(rawId));
      }
    }
    return changes;
  }

  /** A key, with the pseudonyms that were made with it last: a hash costs more than a look-up. */
  private static final class Key {
    private final Pseudonymizer pseudonymizer;
    private final RecentTexts<UTF8String> recent = new RecentTexts<>(PLACES, this::pseudonym);

    private Key(byte[] secret) {
      pseudonymizer = new Pseudonymizer(secret);
    }

    private @Nullable UTF8String pseudonym(String rawId) {
      return PersonIds.real(rawId) == null
          ? null
          : UTF8String.fromString(pseudonymizer.pseudonym(rawId));
    }
  }

  private Key now() {
    Key ready = now;
    if (ready == null) {
      ready = new Key(secret);
      now = ready;
    }
    return ready;
  }

  private @Nullable Key before() {
    Key ready = before;
    if (ready == null && previous != null) {
      ready = new Key(previous);
      before = ready;
    }
    return ready;
  }

  private static byte[] bytes(Secret secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8);
  }
}

package dev.nightjar.etl.landing;

import dev.nightjar.contract.Pseudonymizer;
import org.jspecify.annotations.Nullable;

/**
 * Pseudonyms of the ids seen last. A person's and a session's events stand near each other in a
 * landed file, and a keyed hash costs more than all else that is done with an id. Each id has one
 * place, where the next one of that place replaces it, so the size is fixed. Not thread-safe.
 */
final class PseudonymCache {

  private static final int PLACES = 1 << 16;

  private final Pseudonymizer pseudonymizer;
  private final @Nullable String[] rawIds = new String[PLACES];
  private final String[] pseudonyms = new String[PLACES];

  PseudonymCache(byte[] secret) {
    pseudonymizer = new Pseudonymizer(secret);
  }

  /** The pseudonym of an id. */
  String of(String rawId) {
    int hash = rawId.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    if (!rawId.equals(rawIds[place])) {
      pseudonyms[place] = pseudonymizer.pseudonym(rawId);
      rawIds[place] = rawId;
    }
    return pseudonyms[place];
  }

  /** A keyed hash of a text that is not expected again. */
  String once(String text) {
    return pseudonymizer.pseudonym(text);
  }
}

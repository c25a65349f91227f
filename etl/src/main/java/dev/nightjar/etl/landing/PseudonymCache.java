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

  /** Of the ids, by which nearly every other id is told apart without a look at the id itself. */
  private final int[] hashes = new int[PLACES];

  private final @Nullable String[] rawIds = new String[PLACES];
  private final String[] pseudonyms = new String[PLACES];

  PseudonymCache(byte[] secret) {
    pseudonymizer = new Pseudonymizer(secret);
  }

  /** The pseudonym of an id. */
  String of(String rawId) {
    int hash = rawId.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    if (hashes[place] == hash && rawId.equals(rawIds[place])) {
      return pseudonyms[place];
    }
    String pseudonym = pseudonymizer.pseudonym(rawId);
    hashes[place] = hash;
    rawIds[place] = rawId;
    pseudonyms[place] = pseudonym;
    return pseudonym;
  }

  /** A keyed hash of a text that is not expected again. */
  String once(String text) {
    return pseudonymizer.pseudonym(text);
  }
}

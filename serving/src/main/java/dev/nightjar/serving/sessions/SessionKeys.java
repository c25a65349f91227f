package dev.nightjar.serving.sessions;

import dev.nightjar.contract.PersonIds;
import dev.nightjar.contract.Pseudonymizer;
import org.jspecify.annotations.Nullable;

/**
 * Under which keys a person's recent events are kept: pseudonyms, with a letter before those of
 * visits so that a visit and a person of the same name stay apart. Raw ids are never kept.
 * Thread-safe.
 */
public final class SessionKeys {
  private final Pseudonymizer pseudonymizer;

  public SessionKeys(Pseudonymizer pseudonymizer) {
    this.pseudonymizer = pseudonymizer;
  }

  /** The keys of the ids that are given and stand for somebody. */
  public LiveIds of(
      @Nullable String userId, @Nullable String anonymousId, @Nullable String sessionId) {
    return new LiveIds(key("p:", userId), key("p:", anonymousId), key("s:", sessionId), null);
  }

  /** The keys of an alias: what was known under the previous id is joined to the user. */
  LiveIds alias(@Nullable String userId, @Nullable String previousId) {
    return new LiveIds(key("p:", userId), null, null, key("p:", previousId));
  }

  private @Nullable String key(String kind, @Nullable String rawId) {
    String id = PersonIds.real(rawId);
    return id == null ? null : kind + pseudonymizer.pseudonym(id);
  }
}

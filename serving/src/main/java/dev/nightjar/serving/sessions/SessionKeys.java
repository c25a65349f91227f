package dev.nightjar.serving.sessions;

import dev.nightjar.contract.Pseudonymizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Under which keys a person's recent events are kept: a pseudonym for each id that is known, with
 * the kind before it so that a session and a user of the same name stay apart. Raw ids are never
 * kept. Thread-safe.
 */
public final class SessionKeys {
  private final Pseudonymizer pseudonymizer;

  public SessionKeys(Pseudonymizer pseudonymizer) {
    this.pseudonymizer = pseudonymizer;
  }

  /** The keys of the ids that are given and stand for somebody. */
  public List<String> of(
      @Nullable String userId, @Nullable String anonymousId, @Nullable String sessionId) {
    List<String> keys = new ArrayList<>(3);
    add(keys, "u:", userId);
    add(keys, "a:", anonymousId);
    add(keys, "s:", sessionId);
    return keys;
  }

  private void add(List<String> keys, String kind, @Nullable String rawId) {
    String id = PersonIds.real(rawId);
    if (id != null) {
      keys.add(kind + pseudonymizer.pseudonym(id));
    }
  }
}

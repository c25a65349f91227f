package dev.nightjar.serving.recording;

import org.jspecify.annotations.Nullable;

/**
 * Whom a request was for, in raw ids, and what the request says that person allows.
 *
 * @param userId id of a known user
 * @param anonymousId id of a device
 * @param sessionId id of a visit
 * @param consent what the request says is allowed
 */
public record Asker(
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String sessionId,
    Consent consent) {
  /** Whether anything personal may be read for an answer. */
  public boolean personal() {
    return consent.personal();
  }

  /**
   * What a person allows; null for what the request does not say.
   *
   * @param personalization whether answers may rest on the person
   * @param analytics whether what the person does may be counted and looked into
   */
  public record Consent(@Nullable Boolean personalization, @Nullable Boolean analytics) {
    /** Nothing is said. */
    public static final Consent UNSAID = new Consent(null, null);

    /** Whether anything personal may be read for an answer: unless the person refuses. */
    public boolean personal() {
      return !Boolean.FALSE.equals(personalization);
    }
  }
}

package dev.nightjar.serving.sessions;

import org.jspecify.annotations.Nullable;

/**
 * What missing consent and privacy signals mean for the session store.
 *
 * @param missingGrants whether an event that says nothing of consent may be kept
 * @param gpcRefusesPersonalization whether the signal Global Privacy Control refuses
 *     personalization
 */
public record ConsentSettings(boolean missingGrants, boolean gpcRefusesPersonalization) {

  /**
   * Whether something personal may be kept of somebody.
   *
   * @param said what the person says of personalization, or null
   * @param gpc whether the browser refuses by Global Privacy Control
   */
  public boolean allowsPersonalization(@Nullable Boolean said, boolean gpc) {
    return !(gpc && gpcRefusesPersonalization) && grants(said);
  }

  /** Whether a purpose is consented to; null where the person says nothing of it. */
  public boolean grants(@Nullable Boolean said) {
    return said == null ? missingGrants : said;
  }
}

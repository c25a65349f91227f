package dev.nightjar.serving.sessions;

/**
 * What missing consent and privacy signals mean for the session store.
 *
 * @param missingGrants whether an event that says nothing of consent may be kept
 * @param gpcRefusesPersonalization whether the signal Global Privacy Control refuses
 *     personalization
 */
public record ConsentSettings(boolean missingGrants, boolean gpcRefusesPersonalization) {}

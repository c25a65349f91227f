package dev.nightjar.etl.rules;

/**
 * What missing consent and privacy signals mean.
 *
 * @param missingGrants whether an event without a consent object may be used for personalization
 *     and analytics
 * @param gpcRefusesPersonalization whether the signal Global Privacy Control refuses
 *     personalization; marketing it always refuses
 */
public record ConsentRules(boolean missingGrants, boolean gpcRefusesPersonalization) {}

package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What one sessions job wrote.
 *
 * @param runDate the night
 * @param sessions sessions that begin on the run date
 */
public record SessionSummary(LocalDate runDate, long sessions) {}

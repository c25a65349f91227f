package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What one sessions job wrote.
 *
 * @param runDate the night
 * @param sessions sessions of the days that were rebuilt
 */
public record SessionSummary(LocalDate runDate, long sessions) {}

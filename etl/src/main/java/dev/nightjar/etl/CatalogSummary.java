package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What one catalogue job wrote.
 *
 * @param runDate the night
 * @param items items known
 * @param available items that can be offered
 */
public record CatalogSummary(LocalDate runDate, long items, long available) {}

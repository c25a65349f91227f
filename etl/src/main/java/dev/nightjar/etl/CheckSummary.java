package dev.nightjar.etl;

import java.time.LocalDate;
import java.util.List;

/**
 * What check-tables found in a night that goes on.
 *
 * @param runDate the night
 * @param rules declared rules held against its tables
 * @param warnings rules that do not hold and do not stop a night
 * @param changed fields, refusals and programs that no earlier night knows
 */
public record CheckSummary(
    LocalDate runDate, int rules, List<String> warnings, List<String> changed) {}

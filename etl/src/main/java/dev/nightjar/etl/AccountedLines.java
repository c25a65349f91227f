package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What became of some lines of one landed file.
 *
 * @param source landed file, path relative to the root of the lake
 * @param landingDate day of arrival
 * @param outcome accepted, quarantined, duplicate, suppressed or late
 * @param rule why; empty where nothing needs a reason
 * @param lines number of lines; 0 for a file refused as a whole
 */
public record AccountedLines(
    String source, LocalDate landingDate, String outcome, String rule, long lines) {}

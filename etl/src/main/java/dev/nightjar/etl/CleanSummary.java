package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What one cleaning job did with the lines of its night.
 *
 * @param runDate the night
 * @param accepted lines that count, unmapped events included
 * @param duplicate lines whose message id had arrived before
 * @param suppressed lines without consent, or of robots
 * @param late lines that arrived after the look-back
 */
public record CleanSummary(
    LocalDate runDate, long accepted, long duplicate, long suppressed, long late) {}

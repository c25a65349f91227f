package dev.nightjar.serving.recording;

/**
 * How many answers are recorded with their questions, and how much of that is kept.
 *
 * @param share of the answers, 0 to 1; 0 records none
 * @param fileBytes the size at which a file is followed by the next one
 * @param files how many files are kept; the oldest goes first
 */
public record RecordSettings(double share, int fileBytes, int files) {}

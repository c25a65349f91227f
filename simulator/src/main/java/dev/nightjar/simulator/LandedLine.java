package dev.nightjar.simulator;

/**
 * A line of a landed file.
 *
 * @param arrivalMillis when it arrived, which decides its folder, file and place
 */
record LandedLine(long arrivalMillis, LineKind kind, String text) {}

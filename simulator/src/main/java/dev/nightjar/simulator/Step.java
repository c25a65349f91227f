package dev.nightjar.simulator;

/**
 * One action in a visit.
 *
 * @param intent the niche that the visit followed at this step
 * @param atMillis when it happened, milliseconds of the epoch
 * @param position place on the list of recommendations that led here, 0 when none did
 * @param detail the rating from 1 to 5 of a {@link Action#RATE}, else 0
 */
record Step(int item, Action action, int intent, long atMillis, int position, int detail) {}

package dev.nightjar.export.snapshot;

/**
 * What is so new that hardly anybody could meet it, section {@code export.newcomers}.
 *
 * @param days in the catalogue at the cut-off, at most
 * @param persons who met it, at most
 */
record NewcomerParams(int days, int persons) {}

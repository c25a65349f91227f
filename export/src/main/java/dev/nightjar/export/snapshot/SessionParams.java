package dev.nightjar.export.snapshot;

/**
 * Which past sessions a server is given, section {@code export.sessions}.
 *
 * @param most sessions at most, the newest; the driver holds them at 4 bytes an item
 * @param longest items of a session at most, the newest
 */
public record SessionParams(int most, int longest) {}

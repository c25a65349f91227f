package dev.nightjar.serving.collector;

/**
 * One line for the landing.
 *
 * @param key tells whether it was taken before
 * @param text its JSON and a line feed
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventLine(EventKey key, byte[] text) {}

package dev.nightjar.objects;

/**
 * One object of the lake as a listing shows it.
 *
 * @param key relative to the lake's root, parts separated by {@code /}
 * @param size in bytes
 */
public record ObjectEntry(String key, long size) {}

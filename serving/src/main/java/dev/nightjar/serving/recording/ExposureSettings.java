package dev.nightjar.serving.recording;

/**
 * Whether what people are answered with lands beside their events.
 *
 * @param enabled whether it does
 * @param queue how many answers may wait to be written
 */
public record ExposureSettings(boolean enabled, int queue) {}

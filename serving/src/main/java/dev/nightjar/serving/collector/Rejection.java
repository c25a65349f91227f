package dev.nightjar.serving.collector;

import org.jspecify.annotations.Nullable;

/**
 * One event that was not taken.
 *
 * @param index its place in the batch, from 0
 * @param messageId the id it carried, if any
 * @param code why, stable for programs
 * @param detail why, in words
 */
public record Rejection(int index, @Nullable String messageId, String code, String detail) {}

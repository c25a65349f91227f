package dev.nightjar.serving.collector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stood in a stream, to become one line of the landing.
 *
 * @param value its bytes, whoever wrote them
 * @param time when it came to the stream, if the stream says so
 * @param place where it stands, the same whenever it is read
 */
@SuppressWarnings("ArrayRecordComponent")
public record StreamRecord(byte[] value, @Nullable Instant time, String place) {}

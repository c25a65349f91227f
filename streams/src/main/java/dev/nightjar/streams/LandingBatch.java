package dev.nightjar.streams;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The lines of the next object. Not thread-safe. */
final class LandingBatch {
  private final long openedNanos;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream(65_536);
  private int accepted;
  private int refused;
  private @Nullable LocalDate day;

  LandingBatch(long openedNanos) {
    this.openedNanos = openedNanos;
  }

  void add(byte[] line, boolean isAccepted) {
    text.writeBytes(line);
    if (isAccepted) {
      accepted++;
    } else {
      refused++;
    }
  }

  boolean isDue(ConnectorSettings settings, long nowNanos) {
    return text.size() >= settings.objectBytes()
        || (!isEmpty() && nowNanos - openedNanos >= settings.objectAge().toNanos());
  }

  boolean isEmpty() {
    return text.size() == 0;
  }

  int accepted() {
    return accepted;
  }

  int refused() {
    return refused;
  }

  byte[] text() {
    return text.toByteArray();
  }

  /** The day that it lands under: that of the first attempt, because that one may have landed. */
  LocalDate landsUnder(LocalDate today) {
    LocalDate chosen = day == null ? today : day;
    day = chosen;
    return chosen;
  }

  /** The day under which a part may stand already; null before the first attempt. */
  @Nullable LocalDate attempted() {
    return day;
  }
}

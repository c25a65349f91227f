package dev.nightjar.streams;

import dev.nightjar.settings.Section;
import java.time.Duration;

/**
 * Section {@code streams.connector}: how records become objects of the landing.
 *
 * @param host address of the connector's own pages
 * @param port their port, 0 for any free one
 * @param objectAge how long records are gathered before they are landed
 * @param objectBytes the size of lines at which they are landed earlier
 * @param retry how long to wait before what failed is tried again
 */
public record ConnectorSettings(
    String host, int port, Duration objectAge, int objectBytes, Duration retry) {

  /** Reads the section. */
  public static ConnectorSettings load(Section section) {
    return new ConnectorSettings(
        section.string("host"),
        section.integer("port", 0, 65_535),
        positive(section, "object_age"),
        section.integer("object_bytes", 1_000, 100_000_000),
        positive(section, "retry"));
  }

  /** The same with another port. */
  ConnectorSettings withPort(int value) {
    return new ConnectorSettings(host, value, objectAge, objectBytes, retry);
  }

  private static Duration positive(Section section, String key) {
    Duration value = section.duration(key);
    if (value.isZero()) {
      throw section.reject(key, "more than 0");
    }
    return value;
  }
}

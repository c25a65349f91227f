package dev.nightjar.etl.rules;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a landed line must keep to.
 *
 * @param clockAhead how far an event may lie ahead of its arrival
 * @param earliestYear first year (UTC) an event may happen in, 1 to 9999
 * @param maxIdBytes longest id, in UTF-8 bytes, at least 16
 * @param maxLineBytes longest line, in bytes, at least 1,024
 * @param botAgents words, in small letters, that mark a robot's user agent
 */
public record IngestRules(
    Duration clockAhead, int earliestYear, int maxIdBytes, int maxLineBytes, List<String> botAgents)
    implements Serializable {

  public IngestRules {
    botAgents = List.copyOf(botAgents);
    require(!clockAhead.isNegative(), "clockAhead = " + clockAhead + " must not be negative");
    require(
        earliestYear >= 1 && earliestYear <= 9999,
        "earliestYear = " + earliestYear + " must be from 1 to 9999");
    require(maxIdBytes >= 16, "maxIdBytes = " + maxIdBytes + " must be 16 or more");
    require(maxLineBytes >= 1024, "maxLineBytes = " + maxLineBytes + " must be 1024 or more");
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

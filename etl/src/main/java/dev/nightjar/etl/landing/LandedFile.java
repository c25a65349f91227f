package dev.nightjar.etl.landing;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * One landed file, as listed.
 *
 * @param source path relative to the root of the lake
 * @param landingDate day of arrival; the run date where the folder does not say
 * @param bytes size as stored
 * @param refusal rule that its name breaks; empty if none
 */
public record LandedFile(String source, LocalDate landingDate, long bytes, String refusal)
    implements Serializable {

  /** Whether the content is compressed. */
  public boolean isGzip() {
    return source.endsWith(".gz");
  }
}

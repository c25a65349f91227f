package dev.nightjar.etl.landing;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Tells of a line, before it is landed, whether a night would refuse it. Sent to the executors, so
 * serializable; called by one thread at a time on each.
 */
public final class LineCheck implements Serializable {

  private static final long serialVersionUID = 1L;

  private final LineParser parser;
  private final int maxLineBytes;

  LineCheck(LineParser parser, int maxLineBytes) {
    this.parser = parser;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * The rule that a line breaks.
   *
   * @param rule its name
   * @param detail what was found, without any id; empty if the rule says it all
   */
  public record Broken(String rule, String detail) {}

  /**
   * The first rule that the line breaks, if it breaks one.
   *
   * @param day day of arrival that it would land under
   */
  public Optional<Broken> firstBroken(byte[] line, LocalDate day) {
    try {
      if (line.length > maxLineBytes) {
        throw new Refusal("line.too_long", null);
      }
      parser.parse(StrictJson.object(line), new LandedFile("", day, 0, ""), 1);
      return Optional.empty();
    } catch (Refusal refusal) {
      String detail = refusal.detail();
      return Optional.of(new Broken(refusal.rule(), detail == null ? "" : detail));
    }
  }
}

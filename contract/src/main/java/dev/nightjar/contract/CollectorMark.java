package dev.nightjar.contract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a collector says of the days that it lands events under: those up to a day are closed,
 * nothing of it lands there any more. The name of an empty object in the landing; see
 * docs/formats/collector-mark.md.
 *
 * @param collector which collector, 8 to 64 letters, digits and dashes
 * @param closedThrough the last day that it has closed
 */
public record CollectorMark(String collector, LocalDate closedThrough) {
  private static final String PREFIX = "_collector-";
  private static final String CLOSED = "-closed-";
  private static final Pattern NAME =
      Pattern.compile(PREFIX + "([A-Za-z0-9-]{8,64})" + CLOSED + "(\\d{4}-\\d{2}-\\d{2})");

  public CollectorMark {
    if (!collector.matches("[A-Za-z0-9-]{8,64}")) {
      throw new IllegalArgumentException(
          "a collector goes by 8 to 64 letters, digits and dashes, not " + collector);
    }
  }

  /** What the names of all marks of a collector begin with, in the lake. */
  public static String prefix(String collector) {
    return LakePaths.LANDING_EVENTS + "/" + PREFIX + collector + CLOSED;
  }

  /** Where it stands in the lake. */
  public String key() {
    return prefix(collector) + closedThrough;
  }

  /** The mark that an object's name, without its folder, is; nothing for other names. */
  public static Optional<CollectorMark> ofName(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CollectorMark(matcher.group(1), LocalDate.parse(matcher.group(2))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

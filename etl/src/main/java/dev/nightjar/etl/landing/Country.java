package dev.nightjar.etl.landing;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two-letter country of an event: what {@code context.location.country} or {@code
 * context.country} says, else the region of the locale.
 */
final class Country {

  private static final Pattern CODE = Pattern.compile("[A-Za-z]{2}");
  private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}[-_]([A-Za-z]{2})");

  private Country() {}

  static @Nullable String of(Fields context, @Nullable String locale) throws Refusal {
    String said = context.object("location").text("country");
    if (said == null) {
      said = context.text("country");
    }
    if (said != null && CODE.matcher(said).matches()) {
      return said.toUpperCase(Locale.ROOT);
    }
    return locale == null ? null : region(locale);
  }

  /** The region that a locale names; null if it names none. */
  static @Nullable String region(String locale) {
    Matcher region = LOCALE.matcher(locale);
    return region.matches() ? region.group(1).toUpperCase(Locale.ROOT) : null;
  }
}

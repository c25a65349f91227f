package dev.nightjar.serving.signals;

import dev.nightjar.settings.Section;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider of outside signals, section {@code serving.signals}.
 *
 * @param url what is asked; empty for no provider
 * @param ttl how long values are taken for fresh
 * @param keep how long values are used while no newer ones come
 * @param budget how long an answer waits for values that nobody has yet, at the most
 * @param timeout how long the provider has for an answer, while nobody waits
 */
public record SignalSettings(
    Optional<URI> url, Duration ttl, Duration keep, Duration budget, Duration timeout) {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Duration LONGEST_BUDGET = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration LEAST = Duration.ofMillis(1);

  /** Checks that values are kept at least as long as they are fresh. */
  public SignalSettings {
    if (keep.compareTo(ttl) < 0) {
      throw new IllegalArgumentException("keep is " + keep + ", less than the ttl of " + ttl);
    }
  }

  /** Reads the section. */
  public static SignalSettings load(Section section) {
    Duration ttl = between(section, "ttl", LEAST, Duration.ofDays(1));
    Duration keep = section.duration("keep");
    if (keep.compareTo(ttl) < 0) {
      throw section.reject("keep", "at least ttl, which is " + ttl.toMillis() + " ms");
    }
    return new SignalSettings(
        section.optionalString("url").map(text -> address(section, text)),
        ttl,
        keep,
        between(section, "budget", Duration.ZERO, LONGEST_BUDGET),
        between(section, "timeout", LEAST, LONGEST_TIMEOUT));
  }

  private static URI address(Section section, String text) {
    URI address = parsed(text);
    if (address == null
        || address.getScheme() == null
        || !SCHEMES.contains(address.getScheme())
        || address.getHost() == null) {
      throw section.reject("url", "an address such as https://signals.example/now");
    }
    return address;
  }

  private static @Nullable URI parsed(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Duration between(Section section, String key, Duration least, Duration most) {
    Duration value = section.duration(key);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw section.reject(key, "from " + least.toMillis() + " ms to " + most.toMillis() + " ms");
    }
    return value;
  }
}

package dev.nightjar.serving.sessions;

import dev.nightjar.settings.Secret;
import dev.nightjar.settings.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The Redis in which several servers keep their sessions together, section {@code
 * serving.sessions.redis}.
 *
 * @param url its address; may carry a password, so it is never shown
 * @param prefix what the name of every key begins with
 * @param readTimeout how long an answer waits for a session at the most
 * @param writeTimeout how long the acknowledgement of events waits at the most
 * @param maxKeys persons, devices and visits kept at the most; the oldest go first
 */
public record RedisSettings(
    Secret url, String prefix, Duration readTimeout, Duration writeTimeout, int maxKeys) {
  private static final Set<String> SCHEMES = Set.of("redis", "rediss");
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final int LEAST_KEYS = 100;

  public RedisSettings {
    if (!isAddress(url)
        || !isPrefix(prefix)
        || !isTimeout(readTimeout)
        || !isTimeout(writeTimeout)
        || maxKeys < LEAST_KEYS) {
      throw new IllegalArgumentException(
          "no Redis can be used with prefix "
              + prefix
              + ", time-outs "
              + readTimeout
              + " and "
              + writeTimeout
              + ", "
              + maxKeys
              + " keys and the address that was given; RedisSettings.load says which is wrong");
    }
  }

  /** Reads the section; nothing when no address is given. */
  public static Optional<RedisSettings> load(Section section) {
    Secret url = section.secret("url").orElse(null);
    String prefix = section.string("prefix");
    if (!isPrefix(prefix)) {
      throw section.reject("prefix", "1 to 64 of the characters A-Z a-z 0-9 . _ - : { }");
    }
    Duration read = timeout(section, "read_timeout");
    Duration write = timeout(section, "write_timeout");
    int keys = section.integer("max_keys", LEAST_KEYS, Integer.MAX_VALUE);
    if (url == null) {
      return Optional.empty();
    }
    if (!isAddress(url)) {
      throw section.reject(
          "url", "redis://[[user]:password@]host[:port][/database], or rediss://... over TLS");
    }
    return Optional.of(new RedisSettings(url, prefix, read, write, keys));
  }

  private static Duration timeout(Section section, String key) {
    Duration value = section.duration(key);
    if (!isTimeout(value)) {
      throw section.reject(key, "from 1 ms to 10 s");
    }
    return value;
  }

  private static boolean isTimeout(Duration value) {
    return value.toMillis() >= 1 && value.compareTo(MOST) <= 0;
  }

  private static boolean isPrefix(String prefix) {
    return prefix.matches("[A-Za-z0-9._:{}-]{1,64}");
  }

  private static boolean isAddress(Secret url) {
    try {
      URI address = new URI(url.reveal());
      String scheme = address.getScheme();
      return scheme != null
          && SCHEMES.contains(scheme)
          && address.getHost() != null
          && (address.getPath().matches("/?|/[0-9]{1,5}"));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

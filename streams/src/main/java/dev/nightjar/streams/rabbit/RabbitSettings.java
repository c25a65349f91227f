package dev.nightjar.streams.rabbit;

import dev.nightjar.settings.Secret;
import dev.nightjar.settings.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;

/**
 * Section {@code streams.rabbitmq}.
 *
 * @param url its address; may carry a password, so it is never shown
 * @param exchange what servers publish to
 * @param queue what connectors land
 * @param queueType what kind of queue is created
 * @param prefetch messages that a connector holds before it lands them
 * @param timeout how long a request waits for the broker
 */
record RabbitSettings(
    Secret url, String exchange, String queue, String queueType, int prefetch, Duration timeout) {
  private static final Set<String> SCHEMES = Set.of("amqp", "amqps");
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(60);

  /** Reads and checks the section. */
  static RabbitSettings load(Section section) {
    Secret url =
        section
            .secret("url")
            .filter(RabbitSettings::isAddress)
            .orElseThrow(
                () ->
                    section.reject(
                        "url", "amqp://[user:password@]host[:port][/vhost], or amqps://..."));
    String type = section.string("queue_type");
    if (!type.equals("quorum") && !type.equals("classic")) {
      throw section.reject("queue_type", "quorum or classic");
    }
    Duration timeout = section.duration("timeout");
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(MOST) > 0) {
      throw section.reject("timeout", "from 1 s to 60 s");
    }
    return new RabbitSettings(
        url,
        name(section, "exchange"),
        name(section, "queue"),
        type,
        section.integer("prefetch", 100, 65_535),
        timeout);
  }

  private static String name(Section section, String key) {
    String name = section.string(key);
    if (name.isBlank() || name.length() > 127 || name.startsWith("amq.")) {
      throw section.reject(key, "1 to 127 characters that do not begin with amq.");
    }
    return name;
  }

  private static boolean isAddress(Secret url) {
    try {
      URI address = new URI(url.reveal());
      String scheme = address.getScheme();
      return scheme != null && SCHEMES.contains(scheme) && address.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

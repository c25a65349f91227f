package dev.nightjar.streams.kafka;

import dev.nightjar.settings.Secret;
import dev.nightjar.settings.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Section {@code streams.kafka}.
 *
 * @param bootstrap brokers to begin with, host:port separated by commas
 * @param topic what is written to, landed and followed
 * @param group what connectors land it as
 * @param timeout how long a request waits for the brokers
 * @param compression how records are compressed
 * @param login how the brokers know who it is
 * @param propertiesFile whatever else the clients need
 */
record KafkaSettings(
    String bootstrap,
    String topic,
    String group,
    Duration timeout,
    String compression,
    Login login,
    Optional<Path> propertiesFile) {
  private static final Set<String> COMPRESSIONS = Set.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final Set<String> PROTOCOLS =
      Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
  private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(60);

  /**
   * How the brokers know who it is.
   *
   * @param protocol Kafka's name of the protocol
   * @param mechanism how a password is shown, where one is
   * @param username who; empty without SASL
   * @param password nothing without SASL
   */
  record Login(String protocol, String mechanism, String username, Optional<Secret> password) {
    /** Whether there is a user name and a password to show. */
    boolean isNamed() {
      return protocol.startsWith("SASL") && !username.isEmpty() && password.isPresent();
    }
  }

  /** Reads and checks the section. */
  static KafkaSettings load(Section section) {
    String bootstrap = section.string("bootstrap");
    if (!bootstrap.matches("[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*")) {
      throw section.reject("bootstrap", "host:port, or several separated by commas");
    }
    String topic = section.string("topic");
    if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
      throw section.reject("topic", "1 to 249 of A-Z a-z 0-9 . _ -");
    }
    String group = section.string("group");
    if (group.isBlank()) {
      throw section.reject("group", "the name of a consumer group");
    }
    Duration timeout = section.duration("timeout");
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(MOST) > 0) {
      throw section.reject("timeout", "from 1 s to 60 s");
    }
    return new KafkaSettings(
        bootstrap,
        topic,
        group,
        timeout,
        oneOf(section, "compression", COMPRESSIONS),
        login(section),
        section.optionalString("properties_file").map(Path::of));
  }

  private static Login login(Section section) {
    return new Login(
        oneOf(section, "security", PROTOCOLS),
        oneOf(section, "mechanism", MECHANISMS),
        section.string("username"),
        section.secret("password"));
  }

  private static String oneOf(Section section, String key, Set<String> known) {
    String value = section.string(key);
    if (!known.contains(value)) {
      throw section.reject(key, "one of " + String.join(", ", known.stream().sorted().toList()));
    }
    return value;
  }
}

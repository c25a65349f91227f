package dev.nightjar.streams.kafka;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka's clients are set up with: the operator's file first, then what the guarantees rest
 * on, which the file cannot change. Static.
 */
final class KafkaProperties {
  private static final int BUFFER_BYTES = 16_000_000;
  private static final int BATCH_BYTES = 131_072;
  private static final int FETCH_BYTES = 8_000_000;
  private static final int POLL_RECORDS = 2_000;
  private static final int SESSION_MILLIS = 15_000;
  private static final int LINGER_MILLIS = 2;

  private KafkaProperties() {}

  /**
   * Of a sink: acknowledged by every replica in sync, each record once, and all in bounded time.
   */
  static Properties producer(KafkaSettings settings) {
    Properties all = base(settings, "nightjar-collector");
    int timeout = (int) settings.timeout().toMillis();
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.compression());
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 2);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    all.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return all;
  }

  /**
   * Of a connector: one of a group, that comes back under its own name, so that a restart moves no
   * partition; what it reads is committed by hand.
   */
  static Properties connector(KafkaSettings settings, String connector) {
    Properties all = consumer(settings, "nightjar-connect");
    all.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    all.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, connector);
    all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    all.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // A topic that is new to the group is landed from its beginning.
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return all;
  }

  /** Of a server that follows: no group, from the end on. */
  static Properties follower(KafkaSettings settings) {
    Properties all = consumer(settings, "nightjar-sessions");
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return all;
  }

  private static Properties consumer(KafkaSettings settings, String client) {
    Properties all = base(settings, client);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return all;
  }

  private static Properties base(KafkaSettings settings, String client) {
    Properties all = new Properties();
    settings.propertiesFile().ifPresent(file -> read(file, all));
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    all.put(CommonClientConfigs.CLIENT_ID_CONFIG, client);
    KafkaSettings.Login login = settings.login();
    // What the file says of it holds, unless the settings say something.
    if (!login.protocol().equals("PLAINTEXT")) {
      all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, login.protocol());
    }
    if (login.isNamed()) {
      all.put(SaslConfigs.SASL_MECHANISM, login.mechanism());
      all.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(login));
    }
    return all;
  }

  private static String jaas(KafkaSettings.Login login) {
    String module =
        login.mechanism().equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    String password = login.password().map(Secret::reveal).orElse("");
    return module
        + " required username="
        + quoted(login.username())
        + " password="
        + quoted(password)
        + ";";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static void read(Path file, Properties all) {
    try (InputStream in = Files.newInputStream(file)) {
      all.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "streams.kafka.properties_file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}

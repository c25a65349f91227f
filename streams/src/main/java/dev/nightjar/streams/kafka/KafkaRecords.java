package dev.nightjar.streams.kafka;

import dev.nightjar.serving.collector.StreamRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** What both readers of a topic make of what they read. Static. */
final class KafkaRecords {
  private KafkaRecords() {}

  /** In the order of each partition. */
  static List<StreamRecord> of(ConsumerRecords<byte[], byte[]> polled) {
    List<StreamRecord> records = new ArrayList<>(polled.count());
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      byte[] value = record.value();
      boolean timed = record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE;
      records.add(
          new StreamRecord(
              value == null ? new byte[0] : value,
              timed ? Instant.ofEpochMilli(record.timestamp()) : null,
              record.topic() + "-" + record.partition() + "@" + record.offset()));
    }
    return records;
  }

  /** Records between what was read and the end, of all partitions that are known. */
  static long lag(Consumer<byte[], byte[]> consumer) {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong own = consumer.currentLag(partition);
      lag += own.orElse(0);
    }
    return lag;
  }

  /** Why nothing can come: a consumer itself says nothing while it has no broker. */
  static String failure(Map<MetricName, ? extends Metric> metrics) {
    for (Map.Entry<MetricName, ? extends Metric> metric : metrics.entrySet()) {
      if (metric.getKey().name().equals("connection-count")
          && metric.getValue().metricValue() instanceof Number count
          && count.doubleValue() < 1) {
        return "no broker of Kafka is connected";
      }
    }
    return "";
  }
}

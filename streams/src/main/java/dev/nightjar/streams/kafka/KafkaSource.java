package dev.nightjar.streams.kafka;

import dev.nightjar.serving.collector.StreamRecord;
import dev.nightjar.streams.StreamSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions of a topic, shared among the connectors of a group. An offset is committed when what
 * stands before it is landed; while the brokers are away, that waits for them. One thread reads,
 * any may ask for figures.
 */
final class KafkaSource implements StreamSource {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Runnable handover;
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> landed = new HashMap<>();
  private volatile long lag;
  private volatile long rebalances;

  private KafkaSource(KafkaConsumer<byte[], byte[]> consumer, Runnable handover) {
    this.consumer = consumer;
    this.handover = handover;
  }

  static KafkaSource open(KafkaSettings settings, String connector, Runnable handover)
      throws IOException {
    try {
      KafkaSource source =
          new KafkaSource(
              new KafkaConsumer<>(KafkaProperties.connector(settings, connector)), handover);
      source.consumer.subscribe(List.of(settings.topic()), source.new Hands());
      return source;
    } catch (KafkaException e) {
      throw new IOException("Kafka cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<StreamRecord> poll(Duration wait) throws IOException {
    try {
      commitLanded();
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
      read.putAll(polled.nextOffsets());
      lag = KafkaRecords.lag(consumer);
      return KafkaRecords.of(polled);
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @Override
  public void rest(Duration wait) throws IOException {
    try {
      consumer.pause(consumer.assignment());
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
      // A partition that came meanwhile was not paused.
      for (TopicPartition partition : polled.partitions()) {
        consumer.seek(partition, polled.records(partition).get(0).offset());
      }
      consumer.resume(consumer.assignment());
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @Override
  public void commit() throws IOException {
    landed.putAll(read);
    read.clear();
    try {
      commitLanded();
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean full() {
    return false;
  }

  @Override
  public long lag() {
    return lag;
  }

  @Override
  public long rebalances() {
    return rebalances;
  }

  @Override
  public String failure() {
    return KafkaRecords.failure(consumer.metrics());
  }

  @Override
  public void close() {
    try {
      consumer.close();
    } catch (KafkaException e) {
      LOG.warn("the consumer cannot be closed: {}", e.toString());
    }
  }

  private void commitLanded() {
    if (landed.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(landed);
      landed.clear();
    } catch (TimeoutException | RebalanceInProgressException e) {
      LOG.warn("what is landed is committed later: {}", e.getMessage());
    } catch (CommitFailedException e) {
      // Others read these partitions now, and land them again.
      LOG.warn("what is landed could not be committed and is landed again: {}", e.getMessage());
      landed.clear();
    }
  }

  private static IOException failed(KafkaException e) {
    return new IOException("Kafka refuses: " + e.getMessage(), e);
  }

  /** What is done when partitions change hands; called within poll. */
  private final class Hands implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      count();
      LOG.info("partitions to read: {}", consumer.assignment());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        handover.run();
      }
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(partitions);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    private void count() {
      rebalances++;
    }

    private void forget(Collection<TopicPartition> partitions) {
      partitions.forEach(read::remove);
      partitions.forEach(landed::remove);
    }
  }
}

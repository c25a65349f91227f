package dev.nightjar.streams.kafka;

import dev.nightjar.serving.collector.EventLine;
import dev.nightjar.serving.collector.SinkBusyException;
import dev.nightjar.serving.collector.StreamSink;
import dev.nightjar.streams.BrokerGate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Writes lines to a topic, a record each without its line feed, the events of a person to one
 * partition. An append returns when every replica in sync has them. Thread-safe.
 */
final class KafkaSink implements StreamSink {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final BrokerGate gate = new BrokerGate(System::nanoTime);
  private volatile KafkaProducer<byte[], byte[]> producer;

  KafkaSink(KafkaSettings settings) {
    this.settings = settings;
    producer = new KafkaProducer<>(KafkaProperties.producer(settings));
  }

  @Override
  public void append(List<EventLine> lines) throws IOException {
    gate.through(() -> write(lines));
  }

  @Override
  public String failure() {
    return gate.failure();
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }

  private void write(List<EventLine> lines) throws IOException {
    long end = System.nanoTime() + settings.timeout().toNanos();
    List<Future<RecordMetadata>> sent = new ArrayList<>(lines.size());
    KafkaProducer<byte[], byte[]> current = producer;
    try {
      for (EventLine line : lines) {
        sent.add(current.send(record(line)));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (BufferExhaustedException e) {
      throw new SinkBusyException("too many events wait for the brokers of Kafka");
    } catch (KafkaException e) {
      throw failed(current, e);
    } catch (ExecutionException e) {
      throw failed(current, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(
          "the brokers of Kafka took longer than streams.kafka.timeout, " + settings.timeout(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the brokers of Kafka", e);
    } catch (IllegalStateException e) {
      throw new IOException("the producer was closed meanwhile", e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(EventLine line) {
    byte[] value = Arrays.copyOf(line.text(), line.text().length - 1);
    byte[] key = line.personKey();
    return key.length == 0
        ? new ProducerRecord<>(settings.topic(), value)
        : new ProducerRecord<>(settings.topic(), key, value);
  }

  private IOException failed(KafkaProducer<byte[], byte[]> used, Throwable cause) {
    boolean lives =
        cause instanceof RetriableException
            || cause instanceof RecordTooLargeException
            || cause instanceof InvalidTopicException;
    if (!lives) {
      renew(used);
    }
    return new IOException(
        "Kafka did not take them into topic " + settings.topic() + ": " + cause.getMessage(),
        cause);
  }

  /** Some errors a producer keeps for ever, though what caused them may be mended. */
  private synchronized void renew(KafkaProducer<byte[], byte[]> broken) {
    if (producer == broken) {
      producer = new KafkaProducer<>(KafkaProperties.producer(settings));
      broken.close(Duration.ZERO);
    }
  }
}

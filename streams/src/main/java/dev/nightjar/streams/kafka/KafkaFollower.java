package dev.nightjar.streams.kafka;

import dev.nightjar.serving.collector.StreamFollower;
import dev.nightjar.serving.collector.StreamRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of a topic from its end on, without a group, so that each server hears of
 * everything. A thread of its own; what it missed while the brokers were away it hears of when they
 * are back.
 */
final class KafkaFollower implements StreamFollower {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFollower.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long PARTITIONS_SECONDS = 60;
  private static final long AGAIN_MILLIS = 1_000;

  private final KafkaSettings settings;
  private final Consumer<List<StreamRecord>> taker;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "nightjar-stream-follower");
  private volatile String failure = "the stream was not reached yet";
  private volatile long lag;

  private KafkaFollower(KafkaSettings settings, Consumer<List<StreamRecord>> taker) {
    this.settings = settings;
    this.taker = taker;
  }

  static KafkaFollower start(KafkaSettings settings, Consumer<List<StreamRecord>> taker) {
    // A file that cannot be read is told at the start.
    KafkaProperties.follower(settings);
    KafkaFollower follower = new KafkaFollower(settings, taker);
    follower.thread.setDaemon(true);
    follower.thread.start();
    return follower;
  }

  @Override
  public long lag() {
    return lag;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (isOpen()) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(KafkaProperties.follower(settings))) {
        follow(consumer);
      } catch (KafkaException e) {
        failed(String.valueOf(e.getMessage()));
        waitALittle();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    long looked = 0;
    while (isOpen()) {
      long now = System.nanoTime();
      if (consumer.assignment().isEmpty()
          || now - looked > TimeUnit.SECONDS.toNanos(PARTITIONS_SECONDS)) {
        assign(consumer);
        looked = now;
      }
      if (consumer.assignment().isEmpty()) {
        failed("there is no topic " + settings.topic());
        waitALittle();
        continue;
      }
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(WAIT);
      if (!polled.isEmpty()) {
        polled.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
        taker.accept(KafkaRecords.of(polled));
      }
      lag = KafkaRecords.lag(consumer);
      String away = KafkaRecords.failure(consumer.metrics());
      if (away.isEmpty()) {
        failure = "";
      } else {
        failed(away);
      }
    }
  }

  /** Takes on every partition there is; one that is new later is read from its beginning. */
  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    boolean first = next.isEmpty();
    Set<TopicPartition> all = new HashSet<>();
    for (PartitionInfo partition : consumer.partitionsFor(settings.topic())) {
      all.add(new TopicPartition(partition.topic(), partition.partition()));
    }
    if (all.equals(consumer.assignment())) {
      return;
    }
    consumer.assign(all);
    if (first) {
      consumer.seekToEnd(all);
    }
    for (TopicPartition partition : all) {
      if (!first) {
        Long known = next.get(partition);
        consumer.seek(partition, known == null ? 0 : known);
      }
      // The end is that of now, not that of the first record.
      next.put(partition, consumer.position(partition));
    }
  }

  private void failed(String why) {
    if (failure.isEmpty()) {
      LOG.warn("sessions do not hear of other servers: {}", why);
    }
    failure = why;
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void waitALittle() {
    try {
      boolean closed = closing.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      LOG.debug("waited, closing: {}", closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }
}

package dev.nightjar.streams.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import dev.nightjar.serving.collector.StreamRecord;
import dev.nightjar.streams.StreamSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A queue, shared among connectors, whose messages are acknowledged when they are landed. A message
 * that was given out and not acknowledged is given out again when the connection ends. One thread
 * reads, any may ask for figures.
 */
final class RabbitSource implements StreamSource {
  private static final int MOST = 2_000;

  private final RabbitSettings settings;
  private final RabbitLink link;
  private final BlockingQueue<Delivery> delivered = new LinkedBlockingQueue<>();
  private volatile String failure = "";
  private volatile long lag;
  private long polledTag;
  private long ackedTag;

  private RabbitSource(RabbitSettings settings, RabbitLink link) {
    this.settings = settings;
    this.link = link;
  }

  static RabbitSource open(RabbitSettings settings) throws IOException {
    RabbitLink link = RabbitLink.open(settings, "nightjar-connect");
    link.declareQueue(settings);
    RabbitSource source = new RabbitSource(settings, link);
    link.channel().basicQos(settings.prefetch());
    link.channel()
        .basicConsume(
            settings.queue(),
            false,
            (tag, delivery) -> source.delivered.add(delivery),
            tag -> source.failure = "the queue " + settings.queue() + " is gone",
            (tag, cause) ->
                source.failure = "RabbitMQ closed the connection: " + cause.getMessage());
    source.look();
    return source;
  }

  @Override
  public List<StreamRecord> poll(Duration wait) throws IOException {
    require();
    List<StreamRecord> records = new ArrayList<>();
    try {
      Delivery next = delivered.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        look();
      }
      while (next != null) {
        polledTag = next.getEnvelope().getDeliveryTag();
        records.add(record(next));
        next = records.size() < MOST ? delivered.poll() : null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return records;
  }

  @Override
  public void rest(Duration wait) throws IOException {
    require();
    try {
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void commit() throws IOException {
    if (polledTag > ackedTag) {
      try {
        link.channel().basicAck(polledTag, true);
      } catch (ShutdownSignalException e) {
        throw new IOException("what is landed could not be acknowledged: " + e.getMessage(), e);
      }
      ackedTag = polledTag;
    }
    look();
  }

  /** Half of what may be held, so that the broker can send on while that is landed. */
  @Override
  public boolean full() {
    return polledTag - ackedTag >= settings.prefetch() / 2;
  }

  @Override
  public long lag() {
    return lag;
  }

  /** Nothing is divided: every reader takes from one queue. */
  @Override
  public long rebalances() {
    return 0;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void close() {
    link.close();
  }

  private void require() throws IOException {
    if (!failure.isEmpty() || !link.isOpen()) {
      throw new IOException(failure.isEmpty() ? "RabbitMQ closed the connection" : failure);
    }
  }

  private void look() throws IOException {
    try {
      lag = link.channel().messageCount(settings.queue()) + delivered.size();
    } catch (ShutdownSignalException e) {
      throw new IOException("RabbitMQ closed the connection: " + e.getMessage(), e);
    }
  }

  /** What a message is without an id of its own: another each time it is given out. */
  static StreamRecord record(Delivery delivery) {
    AMQP.BasicProperties properties = delivery.getProperties();
    String id = properties.getMessageId();
    Instant time = properties.getTimestamp() == null ? null : properties.getTimestamp().toInstant();
    return new StreamRecord(
        delivery.getBody(), time, id == null || id.isBlank() ? UUID.randomUUID().toString() : id);
  }
}

package dev.nightjar.streams.rabbit;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import dev.nightjar.serving.collector.StreamFollower;
import dev.nightjar.serving.collector.StreamRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of everything that is published, by a queue of its own that goes with its connection and is
 * bounded, so that a server that hangs costs the broker little. A thread of its own. What is
 * published while it is not connected it does not hear of.
 */
final class RabbitFollower implements StreamFollower {
  private static final Logger LOG = LoggerFactory.getLogger(RabbitFollower.class);
  private static final int MOST = 2_000;
  private static final int QUEUE_LENGTH = 100_000;
  private static final long WAIT_MILLIS = 200;
  private static final long AGAIN_MILLIS = 1_000;

  private final RabbitSettings settings;
  private final Consumer<List<StreamRecord>> taker;
  private final BlockingQueue<Delivery> delivered = new LinkedBlockingQueue<>(MOST);
  private final Thread thread = new Thread(this::run, "nightjar-stream-follower");
  private volatile String failure = "the stream was not reached yet";
  private volatile boolean closing;

  private RabbitFollower(RabbitSettings settings, Consumer<List<StreamRecord>> taker) {
    this.settings = settings;
    this.taker = taker;
  }

  static RabbitFollower start(RabbitSettings settings, Consumer<List<StreamRecord>> taker) {
    RabbitFollower follower = new RabbitFollower(settings, taker);
    follower.thread.setDaemon(true);
    follower.thread.start();
    return follower;
  }

  @Override
  public long lag() {
    return delivered.size();
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try {
        follow();
      } catch (IOException | ShutdownSignalException e) {
        if (failure.isEmpty()) {
          LOG.warn("sessions do not hear of other servers: {}", e.getMessage());
        }
        failure = String.valueOf(e.getMessage());
        waitALittle();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void follow() throws IOException, InterruptedException {
    RabbitLink link = RabbitLink.open(settings, "nightjar-sessions");
    try {
      String queue =
          link.channel()
              .queueDeclare("", false, true, true, Map.of("x-max-length", QUEUE_LENGTH))
              .getQueue();
      link.channel().queueBind(queue, settings.exchange(), "");
      link.channel().basicQos(MOST / 2);
      link.channel()
          .basicConsume(queue, false, (tag, delivery) -> delivered.add(delivery), tag -> {});
      failure = "";
      while (!closing) {
        give(link);
        if (!link.isOpen()) {
          throw new IOException("RabbitMQ closed the connection");
        }
      }
    } finally {
      link.close();
      delivered.clear();
    }
  }

  private void give(RabbitLink link) throws IOException, InterruptedException {
    Delivery next = delivered.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    if (next == null) {
      return;
    }
    List<StreamRecord> records = new ArrayList<>();
    long tag = 0;
    while (next != null) {
      tag = next.getEnvelope().getDeliveryTag();
      records.add(RabbitSource.record(next));
      next = delivered.poll();
    }
    taker.accept(records);
    link.channel().basicAck(tag, true);
  }

  private void waitALittle() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }
}

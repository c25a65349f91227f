package dev.nightjar.streams.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.nightjar.serving.collector.EventLine;
import dev.nightjar.serving.collector.StreamSink;
import dev.nightjar.streams.BrokerGate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes lines to an exchange, a persistent message each without its line feed. An append
 * returns when the broker has confirmed them. After a failure the connection is given up and opened
 * anew. Thread-safe.
 */
final class RabbitSink implements StreamSink {
  private final RabbitSettings settings;
  private final BrokerGate gate = new BrokerGate(System::nanoTime);
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile @Nullable Open open;

  RabbitSink(RabbitSettings settings) {
    this.settings = settings;
  }

  private record Open(RabbitLink link, Confirms confirms) {}

  @Override
  public void append(List<EventLine> lines) throws IOException {
    gate.through(() -> publish(lines));
  }

  @Override
  public String failure() {
    return gate.failure();
  }

  @Override
  public void close() {
    giveUp("the server stops");
  }

  private void publish(List<EventLine> lines) throws IOException {
    long end = System.nanoTime() + settings.timeout().toNanos();
    boolean taken = false;
    try {
      List<CompletableFuture<@Nullable Void>> confirms = send(lines);
      for (Future<@Nullable Void> confirm : confirms) {
        confirm.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
      taken = true;
    } catch (ExecutionException e) {
      throw new IOException(RabbitLink.reason(e), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "RabbitMQ took longer than streams.rabbitmq.timeout, " + settings.timeout(), e);
    } catch (ShutdownSignalException e) {
      throw new IOException("RabbitMQ closed the connection: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for RabbitMQ", e);
    } finally {
      if (!taken) {
        giveUp("the connection to RabbitMQ was given up");
      }
    }
  }

  /** Numbers and messages go out in one order, so one request at a time sends. */
  private List<CompletableFuture<@Nullable Void>> send(List<EventLine> lines)
      throws IOException, InterruptedException, TimeoutException {
    if (!publishing.tryLock(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("others send for too long");
    }
    try {
      Open current = opened();
      Channel channel = current.link().channel();
      List<CompletableFuture<@Nullable Void>> confirms = new ArrayList<>(lines.size());
      for (EventLine line : lines) {
        confirms.add(current.confirms().expect(channel.getNextPublishSeqNo()));
        byte[] body = Arrays.copyOf(line.text(), line.text().length - 1);
        channel.basicPublish(settings.exchange(), "", true, properties(line), body);
      }
      return confirms;
    } finally {
      publishing.unlock();
    }
  }

  private static AMQP.BasicProperties properties(EventLine line) {
    return new AMQP.BasicProperties.Builder()
        .contentType("application/json")
        .deliveryMode(2)
        .messageId(
            HexFormat.of().toHexDigits(line.key().high())
                + HexFormat.of().toHexDigits(line.key().low()))
        .timestamp(new Date())
        .build();
  }

  private Open opened() throws IOException {
    Open current = open;
    if (current != null && current.link().isOpen()) {
      return current;
    }
    RabbitLink link = RabbitLink.open(settings, "nightjar-collector");
    link.declareQueue(settings);
    Confirms confirms = new Confirms();
    Channel channel = link.channel();
    channel.confirmSelect();
    channel.addConfirmListener(confirms::taken, confirms::refused);
    channel.addReturnListener(
        returned -> confirms.lost("no queue is bound to the exchange " + settings.exchange()));
    channel.addShutdownListener(
        cause -> confirms.lost("RabbitMQ closed the connection: " + cause.getMessage()));
    Open fresh = new Open(link, confirms);
    open = fresh;
    return fresh;
  }

  private void giveUp(String why) {
    Open current = open;
    open = null;
    if (current != null) {
      current.link().close();
      current.confirms().lost(why);
    }
  }
}

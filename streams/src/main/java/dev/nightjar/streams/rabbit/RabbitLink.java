package dev.nightjar.streams.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * One connection with one channel. It is not mended but opened anew, so that whoever uses it knows
 * what was lost with it.
 *
 * @param connection of its own
 * @param channel the only one of the connection
 */
record RabbitLink(Connection connection, Channel channel) {
  private static final int HEARTBEAT_SECONDS = 10;
  private static final int CLOSE_MILLIS = 2_000;

  /** Opens one, and declares what servers publish to. */
  static RabbitLink open(RabbitSettings settings, String name) throws IOException {
    int timeout = (int) settings.timeout().toMillis();
    try {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(settings.url().reveal());
      factory.setAutomaticRecoveryEnabled(false);
      factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
      factory.setConnectionTimeout(timeout);
      factory.setHandshakeTimeout(timeout);
      factory.setChannelRpcTimeout(timeout);
      Connection connection = factory.newConnection(name);
      Channel channel = connection.createChannel();
      if (channel == null) {
        connection.abort(CLOSE_MILLIS);
        throw new IOException("RabbitMQ gives no channel");
      }
      channel.exchangeDeclare(settings.exchange(), "fanout", true);
      return new RabbitLink(connection, channel);
    } catch (URISyntaxException | GeneralSecurityException | TimeoutException e) {
      throw new IOException("RabbitMQ cannot be reached: " + e, e);
    } catch (ShutdownSignalException e) {
      throw new IOException("RabbitMQ refuses: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException("RabbitMQ cannot be reached: " + reason(e), e);
    }
  }

  /** Declares the queue that connectors land, so that nothing is published to nobody. */
  void declareQueue(RabbitSettings settings) throws IOException {
    Map<String, Object> kind = Map.of("x-queue-type", settings.queueType());
    try {
      channel.queueDeclare(settings.queue(), true, false, false, kind);
      channel.queueBind(settings.queue(), settings.exchange(), "");
    } catch (IOException e) {
      close();
      throw new IOException(
          "the queue " + settings.queue() + " cannot be declared: " + reason(e), e);
    }
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void close() {
    connection.abort(CLOSE_MILLIS);
  }

  /** The client's own message is often empty; the broker's is in the cause. */
  static String reason(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? String.valueOf(e.getMessage()) : String.valueOf(cause.getMessage());
  }
}

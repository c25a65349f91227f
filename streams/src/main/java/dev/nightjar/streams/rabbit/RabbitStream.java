package dev.nightjar.streams.rabbit;

import dev.nightjar.serving.collector.StreamFollower;
import dev.nightjar.serving.collector.StreamRecord;
import dev.nightjar.serving.collector.StreamSink;
import dev.nightjar.streams.LandableStream;
import dev.nightjar.streams.StreamSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * An exchange of RabbitMQ, a message an event, and the queue of those that are not landed.
 *
 * @param settings which, and how they are reached
 */
record RabbitStream(RabbitSettings settings) implements LandableStream {

  @Override
  public StreamSink sink() {
    return new RabbitSink(settings);
  }

  @Override
  public StreamFollower follow(Consumer<List<StreamRecord>> taker) {
    return RabbitFollower.start(settings, taker);
  }

  @Override
  public StreamSource.Opener source(String connector) {
    return handover -> RabbitSource.open(settings);
  }
}

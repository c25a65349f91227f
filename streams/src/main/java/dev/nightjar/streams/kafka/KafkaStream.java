package dev.nightjar.streams.kafka;

import dev.nightjar.serving.collector.StreamFollower;
import dev.nightjar.serving.collector.StreamRecord;
import dev.nightjar.serving.collector.StreamSink;
import dev.nightjar.streams.LandableStream;
import dev.nightjar.streams.StreamSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * A topic of Kafka, a record an event.
 *
 * @param settings which, and how it is reached
 */
record KafkaStream(KafkaSettings settings) implements LandableStream {

  @Override
  public StreamSink sink() {
    return new KafkaSink(settings);
  }

  @Override
  public StreamFollower follow(Consumer<List<StreamRecord>> taker) {
    return KafkaFollower.start(settings, taker);
  }

  @Override
  public StreamSource.Opener source(String connector) {
    return handover -> KafkaSource.open(settings, connector, handover);
  }
}

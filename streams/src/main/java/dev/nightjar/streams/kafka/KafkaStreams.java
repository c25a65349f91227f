package dev.nightjar.streams.kafka;

import dev.nightjar.serving.collector.EventStream;
import dev.nightjar.serving.collector.EventStreams;
import dev.nightjar.settings.Section;

/** Makes topics of Kafka known as streams; found by the service loader. */
public final class KafkaStreams implements EventStreams {

  /** For the service loader. */
  public KafkaStreams() {}

  @Override
  public String kind() {
    return "kafka";
  }

  @Override
  public EventStream stream(Section section) {
    return new KafkaStream(KafkaSettings.load(section));
  }
}

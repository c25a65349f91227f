package dev.nightjar.streams.rabbit;

import dev.nightjar.serving.collector.EventStream;
import dev.nightjar.serving.collector.EventStreams;
import dev.nightjar.settings.Section;

/** Makes exchanges of RabbitMQ known as streams; found by the service loader. */
public final class RabbitStreams implements EventStreams {

  /** For the service loader. */
  public RabbitStreams() {}

  @Override
  public String kind() {
    return "rabbitmq";
  }

  @Override
  public EventStream stream(Section section) {
    return new RabbitStream(RabbitSettings.load(section));
  }
}

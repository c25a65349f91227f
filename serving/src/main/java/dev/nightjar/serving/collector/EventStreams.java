package dev.nightjar.serving.collector;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.util.ServiceLoader;

/**
 * One kind of stream. Found on the class path by {@link ServiceLoader}, because the clients of the
 * brokers stand in a module that most servers do without.
 */
public interface EventStreams {

  /** What {@code streams.kind} calls it. */
  String kind();

  /**
   * Reads and checks the settings.
   *
   * @param section the part of section {@code streams} that has this kind's name
   */
  EventStream stream(Section section);

  /**
   * The stream that the settings name.
   *
   * @throws ConfigurationException when no such kind is on the class path
   */
  static EventStream named(Settings settings) {
    Section streams = settings.section("streams");
    String kind = streams.string("kind");
    for (EventStreams known : ServiceLoader.load(EventStreams.class)) {
      if (known.kind().equals(kind)) {
        return known.stream(streams.section(kind));
      }
    }
    if (!kind.equals("kafka") && !kind.equals("rabbitmq")) {
      throw streams.reject("kind", "kafka or rabbitmq");
    }
    throw new ConfigurationException(
        "the settings ask for streams (serving.collector.sink, serving.sessions.follow_stream), and"
            + " the module streams is not on the class path; bin/nightjar puts it there when it"
            + " finds the key on a line of its own or in --set, and always with NIGHTJAR_STREAMS=1");
  }
}

package dev.nightjar.serving.sessions;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which event name counts as which interaction, read from the same file as the nightly jobs read.
 * What was only shown to a person is no interaction and is left out. Immutable.
 */
public final class EventMapping {
  private static final String SHIPPED = "nightjar-conf/events.conf";
  private static final String EXPOSURE = "exposure";

  private final Map<String, Rule> rules;

  private EventMapping(Map<String, Rule> rules) {
    this.rules = Map.copyOf(rules);
  }

  /**
   * One line of the mapping.
   *
   * @param interaction the interaction's name
   * @param ratingMax top of a rating's scale, 0 when the event is no rating
   * @param positiveFrom share of the scale from which a rating is positive
   */
  record Rule(String interaction, double ratingMax, double positiveFrom) {
    boolean positive(double rating) {
      return ratingMax <= 0 || rating >= ratingMax * positiveFrom;
    }
  }

  /** Reads the given file, or the shipped one. */
  public static EventMapping load(Optional<Path> file) {
    try {
      Config events = parse(file).getConfig("events");
      Map<String, Rule> rules = new HashMap<>();
      for (Map.Entry<String, ConfigValue> entry : events.root().entrySet()) {
        Config line = entry.getValue().atKey("line").getConfig("line");
        String interaction = line.getString("interaction");
        if (!interaction.equals(EXPOSURE)) {
          rules.put(
              entry.getKey(),
              new Rule(interaction, number(line, "rating_max"), number(line, "positive_from")));
        }
      }
      return new EventMapping(rules);
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "the event mapping "
              + file.map(Path::toString).orElse(SHIPPED)
              + " cannot be read: "
              + e.getMessage(),
          e);
    }
  }

  /** The rule of an event name, or null when it is not mapped. */
  @Nullable Rule rule(String event) {
    return rules.get(event);
  }

  private static Config parse(Optional<Path> file) {
    if (file.isPresent()) {
      if (!Files.isRegularFile(file.get())) {
        throw new ConfigurationException(
            "no event mapping at " + file.get() + "; check etl.events_file");
      }
      return ConfigFactory.parseFile(file.get().toFile());
    }
    return ConfigFactory.parseResources(
        EventMapping.class.getClassLoader(),
        SHIPPED,
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static double number(Config line, String key) {
    return line.hasPath(key) ? line.getDouble(key) : 0;
  }
}

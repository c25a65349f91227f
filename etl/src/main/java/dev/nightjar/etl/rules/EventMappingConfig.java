package dev.nightjar.etl.rules;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the event mapping: the file named by {@code etl.events_file}, else {@code conf/events.conf}
 * of the checkout, else the copy in the jar. An unknown key or a value out of range stops the
 * start.
 */
public final class EventMappingConfig {

  private static final String SHIPPED = "nightjar-conf/events.conf";
  private static final String SECTION = "events";
  private static final Set<String> KEYS =
      Set.of("interaction", "strength", "rating_max", "positive_from", "low_strength");

  private EventMappingConfig() {}

  /** The mapping of a run. */
  public static EventMapping load(Settings settings) {
    Optional<String> named = settings.section("etl").optionalString("events_file");
    if (named.isPresent()) {
      return parse(Path.of(named.get()));
    }
    String root = System.getProperty("nightjar.root", "");
    Path checkout = Path.of(root, "conf", "events.conf");
    return !root.isEmpty() && Files.isRegularFile(checkout) ? parse(checkout) : shipped();
  }

  /** The mapping in the jar. */
  public static EventMapping shipped() {
    return mapping(
        ConfigFactory.parseResources(
            EventMappingConfig.class.getClassLoader(),
            SHIPPED,
            ConfigParseOptions.defaults().setAllowMissing(false)),
        "conf/events.conf");
  }

  private static EventMapping parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "etl.events_file = \"" + file + "\" is not a file; check the path");
    }
    try {
      return mapping(ConfigFactory.parseFile(file.toFile()), file.toString());
    } catch (ConfigException e) {
      throw new ConfigurationException(file + " is not valid HOCON: " + e.getMessage(), e);
    }
  }

  /** The mapping in a file's content. */
  static EventMapping mapping(Config file, String origin) {
    Set<String> sections = new TreeSet<>(file.root().keySet());
    if (!sections.equals(Set.of(SECTION))) {
      throw new ConfigurationException(
          origin + " has the sections " + sections + "; it must have one, named " + SECTION);
    }
    List<EventRule> rules = new ArrayList<>();
    try {
      Config events = file.resolve().getConfig(SECTION);
      for (String event : new TreeSet<>(events.root().keySet())) {
        rules.add(rule(event, events.getConfig(ConfigUtil.joinPath(event)), origin));
      }
      return new EventMapping(rules);
    } catch (ConfigException | IllegalArgumentException e) {
      throw new ConfigurationException(origin + ": " + e.getMessage(), e);
    }
  }

  private static EventRule rule(String event, Config keys, String origin) {
    for (String key : new TreeSet<>(keys.root().keySet())) {
      if (!KEYS.contains(key)) {
        throw new ConfigurationException(
            origin
                + ": unknown key "
                + key
                + " of \""
                + event
                + "\"; known: "
                + new TreeSet<>(KEYS));
      }
    }
    String interaction = keys.getString("interaction");
    EventRule.RatingScale scale =
        interaction.equals(EventRule.RATING)
            ? new EventRule.RatingScale(
                keys.getDouble("rating_max"),
                keys.getDouble("positive_from"),
                keys.getDouble("low_strength"))
            : EventRule.RatingScale.NONE;
    return new EventRule(event, interaction, keys.getDouble("strength"), scale);
  }
}

package dev.nightjar.serving.sentences;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.nightjar.ranking.Suggestions;
import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code conf/reasons.conf}, or another file of its kind, and checks all of it. */
final class SentenceFile {
  private static final String SHIPPED = "nightjar-conf/reasons.conf";
  private static final String FALLBACK = "fallback";
  private static final String REASONS = "reasons";

  private SentenceFile() {}

  /**
   * Reads the given file, or the shipped one.
   *
   * @throws ConfigurationException for a file that cannot be read and for anything in it that can
   *     not be said; names language, sentence, line and column
   */
  static Sentences load(Optional<Path> file) {
    String name = file.map(Path::toString).orElse(SHIPPED);
    try {
      Config config = parse(file);
      Map<String, Map<Motive, Template>> languages = new TreeMap<>();
      for (Map.Entry<String, ConfigValue> each : config.getObject(REASONS).entrySet()) {
        languages.put(
            each.getKey().toLowerCase(Locale.ROOT),
            language(name, each.getKey(), each.getValue().atKey(REASONS).getConfig(REASONS)));
      }
      String fallback = config.getString(FALLBACK).toLowerCase(Locale.ROOT);
      if (!languages.containsKey(fallback)) {
        throw new ConfigurationException(
            name
                + ": fallback is "
                + fallback
                + ", of which there are no sentences"
                + Suggestions.phrase(fallback, languages.keySet().stream().toList()));
      }
      return new Sentences(languages, fallback);
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "the sentences of " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<Motive, Template> language(String file, String language, Config section) {
    Map<Motive, Template> templates = new EnumMap<>(Motive.class);
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(section.root()).entrySet()) {
      ConfigValue value = entry.getValue();
      String where =
          file
              + ", line "
              + value.origin().lineNumber()
              + ", "
              + language
              + "."
              + entry.getKey()
              + ": ";
      Motive motive =
          Motive.ofId(entry.getKey())
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          where
                              + "there is no sentence of that name"
                              + Suggestions.phrase(entry.getKey(), Motive.ids())));
      if (value.valueType() != ConfigValueType.STRING) {
        throw new ConfigurationException(where + "must be a text in quotes");
      }
      try {
        templates.put(
            motive, Template.parse(String.valueOf(value.unwrapped()), motive.placeholder()));
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException(where + e.getMessage(), e);
      }
    }
    if (!templates.containsKey(Motive.GENERAL)) {
      throw new ConfigurationException(
          file + ", " + language + ": lacks general, which is said where nothing else can be");
    }
    return templates;
  }

  private static Config parse(Optional<Path> file) {
    if (file.isPresent()) {
      if (!Files.isRegularFile(file.get())) {
        throw new ConfigurationException(
            "no sentences at " + file.get() + "; check serving.reasons_file");
      }
      return ConfigFactory.parseFile(file.get().toFile());
    }
    return ConfigFactory.parseResources(
        SentenceFile.class.getClassLoader(),
        SHIPPED,
        ConfigParseOptions.defaults().setAllowMissing(false));
  }
}

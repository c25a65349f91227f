package dev.nightjar.etl.importing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a mapping file (HOCON) into an {@link ImportMapping}. Every key has to be known, apart from
 * the names of properties, context, traits, reader options, constants, tables of values and named
 * expressions, which are the writer's own.
 */
final class MappingReader {

  private static final Set<String> TOP =
      Set.of("consent", "zone", "max_error_share", "constants", "values", "inputs");
  private static final double DEFAULT_MAX_ERROR_SHARE = 0.01;

  private MappingReader() {}

  /** Reads a mapping file. */
  static ImportMapping read(Path given) {
    Path file = resolve(given);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "mapping file " + file + " does not exist; the shipped ones are in conf/import/");
    }
    try {
      return read(ConfigFactory.parseFile(file.toFile()).resolve(), file.toString());
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "mapping file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A path as it stands, else a shipped mapping by its name. */
  private static Path resolve(Path given) {
    String root = System.getProperty("nightjar.root", "");
    if (Files.exists(given) || root.isEmpty()) {
      return given;
    }
    for (String shipped : List.of("%s", "conf/import/%s", "conf/import/%s.conf")) {
      Path candidate = Path.of(root).resolve(shipped.formatted(given));
      if (Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    return given;
  }

  /** Reads a mapping given as text; {@code name} stands for the file in messages. */
  static ImportMapping parse(String text, String name) {
    try {
      return read(ConfigFactory.parseString(text).resolve(), name);
    } catch (ConfigException e) {
      throw new ConfigurationException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ImportMapping read(Config config, String name) {
    MappingSection top = new MappingSection(name, "", config.root()).knowingOnly(TOP);
    List<MappingSection> inputs = top.sections("inputs");
    if (inputs.isEmpty()) {
      throw top.fault("inputs is empty; name at least one kind of file to read");
    }
    return new ImportMapping(
        top.choice("consent", Consent.values(), Consent::key, Consent.GRANTED),
        top.number("max_error_share", 0, 1, DEFAULT_MAX_ERROR_SHARE),
        words(top),
        inputs.stream().map(input -> InputReader.read(input, top)).toList());
  }

  private static Words words(MappingSection top) {
    Map<String, Object> constants = new LinkedHashMap<>();
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    Optional<MappingSection> named = top.section("constants");
    named.ifPresent(section -> constants.putAll(section.namesOnly().scalars()));
    Optional<MappingSection> values = top.section("values");
    if (values.isPresent()) {
      MappingSection section = values.get().namesOnly();
      for (String name : section.keys()) {
        tables.put(name, table(section, name));
      }
    }
    return new Words(constants, tables);
  }

  private static Map<String, Object> table(MappingSection values, String name) {
    Map<String, Object> table = values.section(name).map(MappingSection::scalars).orElse(Map.of());
    if (table.isEmpty()) {
      throw values.fault(values.full(name) + " is empty; give it one value at least");
    }
    // A column has one type: numbers if all are, truth values if all are, else texts.
    boolean numbers = table.values().stream().allMatch(Number.class::isInstance);
    boolean booleans = table.values().stream().allMatch(Boolean.class::isInstance);
    Map<String, Object> typed = new LinkedHashMap<>();
    table.forEach(
        (from, to) ->
            typed.put(
                from,
                numbers ? (Object) ((Number) to).doubleValue() : booleans ? to : to.toString()));
    return typed;
  }
}

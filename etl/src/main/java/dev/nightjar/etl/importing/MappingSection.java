package dev.nightjar.etl.importing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.nightjar.settings.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * One object of a mapping file, read strictly: a key that nobody knows and a value of the wrong
 * type stop the import with the file's name, the full key and, where one is near, the key that was
 * meant. Immutable.
 */
final class MappingSection {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private final String file;
  private final String path;
  private final ConfigObject values;

  MappingSection(String file, String path, ConfigObject values) {
    this.file = file;
    this.path = path;
    this.values = values;
  }

  /** This section, once all its keys are found among the known ones. */
  MappingSection knowingOnly(Collection<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw fault("unknown key " + full(key) + suggestion(key, known));
      }
    }
    return this;
  }

  String file() {
    return file;
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** Keys in the order of the file where that is known, else by name. */
  List<String> keys() {
    return values.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, ConfigValue> e) -> e.getValue().origin().lineNumber())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  Optional<String> text(String key) {
    return value(key).map(value -> scalar(full(key), value));
  }

  String text(String key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  Optional<Expression> expression(String key) {
    return text(key).map(sql -> expression(full(key), sql));
  }

  Expression required(String key, String example) {
    return expression(key)
        .orElseThrow(
            () ->
                fault(full(key) + " is missing; give a Spark SQL expression, such as " + example));
  }

  double number(String key, double min, double max, double otherwise) {
    return text(key).map(text -> number(key, text, min, max)).orElse(otherwise);
  }

  <E> E choice(String key, E[] choices, Function<E, String> name, E otherwise) {
    Optional<String> given = text(key);
    if (given.isEmpty()) {
      return otherwise;
    }
    for (E choice : choices) {
      if (name.apply(choice).equals(given.get())) {
        return choice;
      }
    }
    throw fault(
        full(key)
            + " = "
            + given.get()
            + " is none of "
            + Arrays.stream(choices).map(name).collect(Collectors.joining(", ")));
  }

  List<String> texts(String key) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : elements(key, value.get())) {
      texts.add(scalar(full(key), element));
    }
    return List.copyOf(texts);
  }

  /** One text or a list of them. */
  List<String> textOrTexts(String key) {
    boolean list = value(key).filter(v -> v.valueType() == ConfigValueType.LIST).isPresent();
    return list ? texts(key) : text(key).map(List::of).orElse(List.of());
  }

  /** Expressions under names of the writer's own. */
  Map<String, Expression> namedExpressions(String key) {
    Map<String, Expression> named = new LinkedHashMap<>();
    Optional<MappingSection> section = section(key);
    if (section.isPresent()) {
      for (String name : section.get().namesOnly().keys()) {
        section.get().expression(name).ifPresent(expression -> named.put(name, expression));
      }
    }
    return named;
  }

  /** This section, once all its keys are found fit to stand in expressions as they are. */
  MappingSection namesOnly() {
    for (String key : values.keySet()) {
      if (!NAME.matcher(key).matches()) {
        throw fault(
            full(key) + " is no name; take letters, digits and underscores, with a letter first");
      }
    }
    return this;
  }

  /** Texts, numbers and truth values by key; a key with dots in it is one key. */
  Map<String, Object> scalars() {
    Map<String, Object> scalars = new LinkedHashMap<>();
    for (String key : keys()) {
      Optional<ConfigValue> value = value(key);
      if (value.isPresent() && value.get() instanceof ConfigObject object) {
        new MappingSection(file, full(key), object)
            .scalars()
            .forEach((inner, scalar) -> scalars.put(key + "." + inner, scalar));
      } else if (value.isPresent()) {
        scalar(full(key), value.get());
        scalars.put(key, value.get().unwrapped());
      }
    }
    return scalars;
  }

  Optional<MappingSection> section(String key) {
    return value(key).map(value -> section(full(key), value));
  }

  List<MappingSection> sections(String key) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    List<MappingSection> sections = new ArrayList<>();
    for (ConfigValue element : elements(key, value.get())) {
      sections.add(section(full(key) + "[" + sections.size() + "]", element));
    }
    return List.copyOf(sections);
  }

  /** Scalars by key, nested objects flattened to dotted keys: the options of a reader. */
  Map<String, String> flat() {
    Config config = values.toConfig();
    Map<String, String> flat = new LinkedHashMap<>();
    config.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e -> flat.put(e.getKey().replace("\"", ""), scalar(full(e.getKey()), e.getValue())));
    return flat;
  }

  /** Every field of this section, whatever its name, except some. */
  FieldTree fields(Collection<String> except) {
    Map<String, Expression> expressions = new LinkedHashMap<>();
    Map<String, FieldTree> objects = new LinkedHashMap<>();
    for (String key : keys()) {
      if (except.contains(key)) {
        continue;
      }
      Optional<ConfigValue> value = value(key);
      if (value.isPresent() && value.get() instanceof ConfigObject object) {
        objects.put(key, new MappingSection(file, full(key), object).fields(List.of()));
      } else if (value.isPresent()) {
        expressions.put(key, expression(full(key), scalar(full(key), value.get())));
      }
    }
    return new FieldTree(expressions, objects);
  }

  ConfigurationException fault(String sentence) {
    return new ConfigurationException(file + ": " + sentence);
  }

  String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Optional<ConfigValue> value(String key) {
    return Optional.ofNullable(values.get(key))
        .filter(value -> value.valueType() != ConfigValueType.NULL);
  }

  private Expression expression(String key, String sql) {
    if (sql.isBlank()) {
      throw fault(key + " is blank; give a Spark SQL expression or leave the key out");
    }
    return new Expression(key, sql);
  }

  private double number(String key, String text, double min, double max) {
    try {
      double number = Double.parseDouble(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it all.
    }
    throw fault(full(key) + " = " + text + " must be a number from " + min + " to " + max);
  }

  private MappingSection section(String key, ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return new MappingSection(file, key, object);
    }
    throw fault(key + " must be an object in braces, and is " + value.render());
  }

  private Iterable<ConfigValue> elements(String key, ConfigValue value) {
    if (value instanceof com.typesafe.config.ConfigList list) {
      return list;
    }
    throw fault(full(key) + " must be a list in square brackets, and is " + value.render());
  }

  private String scalar(String key, ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> String.valueOf(value.unwrapped());
      default -> throw fault(key + " must be one value, and is " + value.render());
    };
  }

  private static String suggestion(String word, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    int limit = Math.max(2, word.length() / 4);
    return known.stream()
        .sorted()
        .filter(k -> distance.apply(word, k) <= limit)
        .min(Comparator.comparingInt(k -> distance.apply(word, k)))
        .map(k -> "; did you mean " + k + "?")
        .orElseGet(
            () -> "; known here: " + known.stream().sorted().collect(Collectors.joining(", ")));
  }
}

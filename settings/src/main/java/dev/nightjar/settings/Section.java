package dev.nightjar.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Typed reading of one section. Every error names the full key, the value, what is allowed and
 * where the value was written; values of secret keys are masked. Immutable.
 */
public final class Section {

  private final Config root;
  private final String path;

  Section(Config root, String path) {
    this.root = root;
    this.path = path;
  }

  /** A section within this one. */
  public Section section(String name) {
    ConfigValue value = value(name);
    if (value.valueType() != ConfigValueType.OBJECT) {
      throw wrong(name, value, "a section");
    }
    return new Section(root, full(name));
  }

  /** Names of the keys and sections directly in this one, sorted. */
  public Set<String> keys() {
    ConfigObject object = path.isEmpty() ? root.root() : root.getObject(path);
    return new TreeSet<>(object.keySet());
  }

  /** Text; may be empty. */
  public String string(String key) {
    return text(key, value(key));
  }

  /** Text, or nothing when the key is empty or null. */
  public Optional<String> optionalString(String key) {
    ConfigValue value = stored(key).orElseThrow(() -> missing(key));
    if (value.valueType() == ConfigValueType.NULL) {
      return Optional.empty();
    }
    return Optional.of(text(key, value)).filter(text -> !text.isEmpty());
  }

  /** A secret, or nothing when the key is empty or null. */
  public Optional<Secret> secret(String key) {
    return optionalString(key).map(Secret::new);
  }

  /** A whole number from {@code min} to {@code max}, both allowed. */
  public int integer(String key, int min, int max) {
    return Math.toIntExact(longInteger(key, min, max));
  }

  /** A whole number from {@code min} to {@code max}, both allowed. */
  public long longInteger(String key, long min, long max) {
    ConfigValue value = value(key);
    String allowed = "a whole number from " + min + " to " + max;
    long number = whole(key, value, allowed);
    if (number < min || number > max) {
      throw wrong(key, value, allowed);
    }
    return number;
  }

  /** A number from {@code min} to {@code max}, both allowed. */
  public double number(String key, double min, double max) {
    ConfigValue value = value(key);
    String allowed = "a number from " + plain(min) + " to " + plain(max);
    double number = real(key, value, allowed);
    if (number < min || number > max) {
      throw wrong(key, value, allowed);
    }
    return number;
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key) {
    ConfigValue value = value(key);
    return switch (text(key, value).toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default -> throw wrong(key, value, "true or false");
    };
  }

  /** A length of time such as {@code 30 minutes}; not negative. */
  public Duration duration(String key) {
    ConfigValue value = value(key);
    String allowed = "a length of time such as 500 ms, 30 minutes or 2 days";
    if (value.valueType() == ConfigValueType.NUMBER) {
      throw wrong(key, value, allowed + ", with its unit");
    }
    Duration duration;
    try {
      duration = root.getDuration(full(key));
    } catch (ConfigException e) {
      throw wrong(key, value, allowed);
    }
    if (duration.isNegative()) {
      throw wrong(key, value, allowed);
    }
    return duration;
  }

  /** A list of texts. */
  public List<String> strings(String key) {
    return list(key, this::text);
  }

  /** A list of numbers. */
  public List<Double> numbers(String key) {
    return list(key, (k, value) -> real(k, value, "a number"));
  }

  /** A list of whole numbers that fit an {@code int}. */
  public List<Integer> integers(String key) {
    return list(
        key,
        (k, value) -> {
          String allowed = "a whole number";
          long number = whole(k, value, allowed);
          if (number != (int) number) {
            throw wrong(k, value, allowed + " of at most 32 bits");
          }
          return (int) number;
        });
  }

  /** The full name of a key of this section, for error messages. */
  public String full(String key) {
    String name = ConfigUtil.joinPath(key);
    return path.isEmpty() ? name : path + "." + name;
  }

  /**
   * An error about a key that only its reader can judge: names the key and its value, then says
   * what is allowed.
   */
  public ConfigurationException reject(String key, String allowed) {
    return wrong(key, stored(key).orElseThrow(() -> missing(key)), allowed);
  }

  @Override
  public String toString() {
    return "Section[" + path + "]";
  }

  static String shown(String key, ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return Secret.isSecretKey(key) && !text.equals("\"\"") ? Secret.MASK : text;
  }

  private <T> List<T> list(String key, BiFunction<String, ConfigValue, T> read) {
    ConfigValue value = value(key);
    if (value.valueType() != ConfigValueType.LIST) {
      throw wrong(key, value, "a list such as [a, b]");
    }
    List<T> items = new ArrayList<>();
    for (ConfigValue item : (ConfigList) value) {
      items.add(read.apply(key, item));
    }
    return List.copyOf(items);
  }

  private ConfigValue value(String key) {
    return stored(key)
        .filter(value -> value.valueType() != ConfigValueType.NULL)
        .orElseThrow(() -> missing(key));
  }

  private Optional<ConfigValue> stored(String key) {
    ConfigObject object = path.isEmpty() ? root.root() : root.getObject(path);
    int dot = key.indexOf('.');
    // A dotted key names a key of a section below, unless a key of that very name stands here.
    if (dot > 0 && !object.containsKey(key)) {
      return section(key.substring(0, dot)).stored(key.substring(dot + 1));
    }
    return Optional.ofNullable(object.get(key));
  }

  private String text(String key, ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, BOOLEAN -> String.valueOf(value.unwrapped());
      case NUMBER -> value.render();
      default -> throw wrong(key, value, "a text");
    };
  }

  private long whole(String key, ConfigValue value, String allowed) {
    try {
      return new BigDecimal(text(key, value).strip()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(key, value, allowed);
    }
  }

  private double real(String key, ConfigValue value, String allowed) {
    try {
      return new BigDecimal(text(key, value).strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw wrong(key, value, allowed);
    }
  }

  private ConfigurationException missing(String key) {
    return new ConfigurationException(
        full(key) + " has no value; conf/nightjar.conf says what it means and its default");
  }

  private ConfigurationException wrong(String key, ConfigValue value, String allowed) {
    return new ConfigurationException(
        full(key)
            + " = "
            + shown(key, value)
            + " ("
            + KnownKeys.where(value)
            + ") must be "
            + allowed);
  }

  private static String plain(double number) {
    if (number == Double.MAX_VALUE || Double.isInfinite(number)) {
      return number > 0 ? "any size" : "minus any size";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}

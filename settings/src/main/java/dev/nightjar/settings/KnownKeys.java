package dev.nightjar.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares settings with the shipped ones: a key must be known, a value must not stand where a
 * section belongs, nor a section where a value belongs. A section shipped empty takes any keys, and
 * lists are not looked into.
 */
final class KnownKeys {

  private KnownKeys() {}

  /** Every key that holds a value, an empty section counting as one, by its full name. */
  static Map<String, ConfigValue> leaves(ConfigObject root) {
    Map<String, ConfigValue> found = new LinkedHashMap<>();
    collect("", root, found);
    return found;
  }

  static void check(ConfigObject settings, ConfigObject shipped) {
    check("", settings, shipped, leaves(shipped));
  }

  private static void check(
      String path, ConfigObject settings, ConfigObject shipped, Map<String, ConfigValue> known) {
    for (Map.Entry<String, ConfigValue> entry : settings.entrySet()) {
      String key = path + name(entry.getKey());
      ConfigValue value = entry.getValue();
      ConfigValue reference = shipped.get(entry.getKey());
      if (reference == null) {
        throw unknown(key, value, known);
      }
      boolean section = isSection(value);
      if (section != isSection(reference)) {
        throw new ConfigurationException(
            where(value)
                + ": "
                + key
                + (section ? " takes a value, not a section" : " is a section, not a value"));
      }
      if (section && !((ConfigObject) reference).isEmpty()) {
        check(key + ".", (ConfigObject) value, (ConfigObject) reference, known);
      }
    }
  }

  private static ConfigurationException unknown(
      String key, ConfigValue value, Map<String, ConfigValue> known) {
    Map<String, ConfigValue> meant = new LinkedHashMap<>();
    collect(key, value, meant);
    String first = meant.keySet().iterator().next();
    ConfigValue at = meant.values().iterator().next();
    String remedy = Suggestion.phrase(first, known.keySet());
    return new ConfigurationException(
        "unknown key "
            + first
            + " in "
            + where(at)
            + (remedy.isEmpty() ? "; conf/nightjar.conf lists the keys that exist" : remedy));
  }

  private static void collect(String path, ConfigValue value, Map<String, ConfigValue> into) {
    if (!isSection(value) || ((ConfigObject) value).isEmpty()) {
      if (!path.isEmpty()) {
        into.put(path, value);
      }
      return;
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    ((ConfigObject) value).forEach((child, inner) -> collect(prefix + name(child), inner, into));
  }

  /** Where a value was written: a file with its line, an environment variable or a flag. */
  static String where(ConfigValue value) {
    return value.origin().description();
  }

  private static boolean isSection(ConfigValue value) {
    return value.valueType() == ConfigValueType.OBJECT;
  }

  private static String name(String key) {
    return ConfigUtil.joinPath(key);
  }
}

package dev.nightjar.serving.rules;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.nightjar.ranking.InvalidQueryException;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.Suggestions;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleCondition;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code conf/rules.conf}, or another file of its kind, and checks all of it. */
public final class RuleFile {
  private static final String SHIPPED = "nightjar-conf/rules.conf";
  private static final String WHEN = "when";
  private static final String ITEMS = "items";
  private static final String SEGMENT = "segment";
  private static final String ITEM = "item";
  private static final List<String> EFFECTS =
      List.of("boost", "bury", "block", "pin", "slots", "max_per_category");
  private static final List<String> KEYS =
      List.of(
          "boost",
          "bury",
          "block",
          "pin",
          "slots",
          "max_per_category",
          ITEMS,
          "at",
          "from",
          "until",
          "scenarios",
          WHEN);

  /** More would be walked through for every request. */
  private static final int MOST_RULES = 1_000;

  private final String file;
  private final Set<String> scenarios;

  private RuleFile(String file, Set<String> scenarios) {
    this.file = file;
    this.scenarios = scenarios;
  }

  /**
   * Reads the given file, or the shipped one.
   *
   * @param scenarios names of the surfaces there are
   * @throws ConfigurationException for a file that cannot be read and for anything in it that can
   *     not be meant; names the rule
   */
  public static RuleBook load(Optional<Path> file, Set<String> scenarios) {
    String name = file.map(Path::toString).orElse(SHIPPED);
    try {
      return new RuleFile(name, scenarios).book(parse(file).getConfig("rules"));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "the rules of " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private RuleBook book(Config all) {
    if (all.root().size() > MOST_RULES) {
      throw new ConfigurationException(
          file + " has " + all.root().size() + " rules; at most " + MOST_RULES + " are taken");
    }
    List<Rule> rules = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(all.root()).entrySet()) {
      String name = entry.getKey();
      try {
        rules.add(rule(name, entry.getValue().atKey("r").getConfig("r")));
      } catch (InvalidQueryException | IllegalArgumentException | ConfigException e) {
        throw new ConfigurationException(file + ", rule " + name + ": " + e.getMessage(), e);
      }
    }
    return new RuleBook(rules);
  }

  private Rule rule(String name, Config section) {
    for (String key : section.root().keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(key + " is not known" + Suggestions.phrase(key, KEYS));
      }
    }
    List<String> effects = EFFECTS.stream().filter(section::hasPath).toList();
    if (effects.size() != 1) {
      throw new IllegalArgumentException(
          "has "
              + (effects.isEmpty() ? "no effect" : String.join(" and ", effects))
              + "; it must have one of "
              + String.join(", ", EFFECTS));
    }
    return new Rule(name, condition(section), effect(effects.get(0), section));
  }

  private static RuleEffect effect(String effect, Config section) {
    ItemFilter items =
        section.hasPath(ITEMS) ? ItemFilter.parse(section.getString(ITEMS)) : ItemFilter.NONE;
    boolean needsNone = effect.equals("pin") || effect.equals("max_per_category");
    refuse(needsNone && !items.isNone(), effect + " takes no items filter");
    refuse(!effect.equals("pin") && section.hasPath("at"), "at belongs to pin");
    return switch (effect) {
      case "boost" -> new RuleEffect.Boost(items, section.getDouble(effect));
      case "slots" -> new RuleEffect.Slots(items, section.getDouble(effect));
      case "pin" ->
          new RuleEffect.Pin(
              section.getStringList(effect), section.hasPath("at") ? section.getInt("at") : 1);
      case "max_per_category" -> new RuleEffect.Cap(section.getInt(effect));
      default -> {
        refuse(!section.getBoolean(effect), effect + " must be true; delete the rule instead");
        yield effect.equals("bury") ? new RuleEffect.Bury(items) : new RuleEffect.Block(items);
      }
    };
  }

  private RuleCondition condition(Config section) {
    Set<String> surfaces =
        section.hasPath("scenarios") ? new HashSet<>(section.getStringList("scenarios")) : Set.of();
    for (String surface : surfaces) {
      refuse(
          !scenarios.contains(surface),
          "there is no scenario " + surface + Suggestions.phrase(surface, sorted(scenarios)));
    }
    Config when = section.hasPath(WHEN) ? section.getConfig(WHEN) : ConfigFactory.empty();
    Map<String, Set<String>> context = new HashMap<>();
    for (String name : when.root().keySet()) {
      if (!name.equals(SEGMENT) && !name.equals(ITEM)) {
        context.put(name, values(name, when));
      }
    }
    return new RuleCondition(
        moment(section, "from"),
        moment(section, "until"),
        surfaces,
        context,
        when.hasPath(SEGMENT) ? new HashSet<>(when.getIntList(SEGMENT)) : Set.of(),
        when.hasPath(ITEM) ? ItemFilter.parse(when.getString(ITEM)) : ItemFilter.NONE);
  }

  /** The values as a request's context would have them. */
  private static Set<String> values(String name, Config when) {
    String path = "\"" + name + "\"";
    List<String> given =
        when.getValue(path).valueType() == ConfigValueType.LIST
            ? when.getStringList(path)
            : List.of(when.getString(path));
    Set<String> values = new HashSet<>();
    for (String value : given) {
      String known = RequestContext.NONE.with(name, value).value(name);
      values.add(known == null ? value : known);
    }
    return values;
  }

  private static @Nullable Instant moment(Config section, String key) {
    String text = section.hasPath(key) ? section.getString(key) : null;
    if (text == null) {
      return null;
    }
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          key
              + " is "
              + text
              + "; it must be a day such as 2026-03-31, which begins at midnight"
              + " UTC, or a time such as 2026-03-31T18:00:00+02:00",
          e);
    }
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static void refuse(boolean wrong, String detail) {
    if (wrong) {
      throw new IllegalArgumentException(detail);
    }
  }

  private static Config parse(Optional<Path> file) {
    if (file.isPresent()) {
      if (!Files.isRegularFile(file.get())) {
        throw new ConfigurationException(
            "no rules at " + file.get() + "; check serving.rules_file");
      }
      return ConfigFactory.parseFile(file.get().toFile());
    }
    return ConfigFactory.parseResources(
        RuleFile.class.getClassLoader(),
        SHIPPED,
        ConfigParseOptions.defaults().setAllowMissing(false));
  }
}

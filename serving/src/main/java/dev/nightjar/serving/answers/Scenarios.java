package dev.nightjar.serving.answers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.Rung;
import dev.nightjar.ranking.Suggestions;
import dev.nightjar.ranking.Surface;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The scenarios of {@code conf/scenarios.conf} by name, all checked before the server starts.
 * Immutable.
 */
public final class Scenarios {
  /** The most showings after which an item can begin to sink. */
  public static final int MOST_SHOWINGS = 1_000;

  private static final String SHIPPED = "nightjar-conf/scenarios.conf";
  private static final String EXPLORE = "explore";
  private static final String WEIGHTS = "weights";
  private static final String SOURCES = "sources";
  private static final String IGNORED_AFTER = "ignored_after";
  private static final String FALLBACK = "fallback";

  private static final List<String> SOURCE_IDS =
      Arrays.stream(Source.values()).map(Source::id).toList();
  private static final List<String> RUNG_IDS = Arrays.stream(Rung.values()).map(Rung::id).toList();

  private final Map<String, Scenario> byName;

  private Scenarios(Map<String, Scenario> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * Reads the given file, or the shipped one.
   *
   * @throws ConfigurationException for a file that cannot be read, and for a key or value that no
   *     request may have
   */
  public static Scenarios load(Optional<Path> file) {
    String name = file.map(Path::toString).orElse(SHIPPED);
    try {
      Map<String, Scenario> byName = new TreeMap<>();
      for (Map.Entry<String, ConfigValue> entry : parse(file).getObject("scenarios").entrySet()) {
        Config section = entry.getValue().atKey("s").getConfig("s");
        byName.put(entry.getKey(), scenario(name, entry.getKey(), section));
      }
      return new Scenarios(byName);
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "the scenarios of " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Lets a draft begin with what holds on the surface that a request names, if it names one. */
  void begin(RequestDraft draft, @Nullable String name) {
    if (name == null) {
      return;
    }
    Scenario scenario = byName.get(name);
    if (scenario != null) {
      scenario.parameters().forEach(each -> QueryReader.take(draft, each.name(), each.value()));
      draft.begin(scenario);
    } else {
      List<String> known = byName.keySet().stream().sorted().toList();
      draft.wrong("scenario", "is not known" + Suggestions.phrase(name, known));
    }
  }

  /** Names of all surfaces. */
  public Set<String> names() {
    return byName.keySet();
  }

  private static Scenario scenario(String file, String name, Config section) {
    String where = file + ", scenario " + name;
    List<Scenario.Parameter> parameters = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(section.root()).entrySet()) {
      String key = entry.getKey();
      switch (key) {
        case EXPLORE, WEIGHTS, SOURCES, FALLBACK, IGNORED_AFTER -> {}
        default -> parameters.addAll(parameters(key, entry.getValue()));
      }
    }
    Scenario scenario =
        new Scenario(parameters, surface(where, name, section), ignoredAfter(where, section));
    check(where, scenario);
    return scenario;
  }

  private static List<Scenario.Parameter> parameters(String key, ConfigValue value) {
    if (value.valueType() == ConfigValueType.LIST) {
      return ((List<?>) value.unwrapped())
          .stream().map(each -> new Scenario.Parameter(key, String.valueOf(each))).toList();
    }
    return List.of(new Scenario.Parameter(key, String.valueOf(value.unwrapped())));
  }

  private static Surface surface(String where, String name, Config section) {
    try {
      return new Surface(
          name,
          section.hasPath(WEIGHTS) ? weights(section.getConfig(WEIGHTS)) : null,
          section.hasPath(EXPLORE) ? section.getDouble(EXPLORE) : null,
          section.hasPath(SOURCES) ? off(section.getStringList(SOURCES)) : Set.of(),
          section.hasPath(FALLBACK) ? ladder(section.getStringList(FALLBACK)) : Rung.USUAL);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(where + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Integer ignoredAfter(String where, Config section) {
    if (!section.hasPath(IGNORED_AFTER)) {
      return null;
    }
    int after = section.getInt(IGNORED_AFTER);
    if (after < 0 || after > MOST_SHOWINGS) {
      throw new ConfigurationException(
          where + ": ignored_after is " + after + "; it must be 0 to " + MOST_SHOWINGS);
    }
    return after;
  }

  /** All sources but those named. */
  private static Set<Source> off(List<String> asked) {
    Set<Source> off = EnumSet.allOf(Source.class);
    for (String id : asked) {
      off.remove(known("source", id, Source.ofId(id), SOURCE_IDS));
    }
    return off;
  }

  private static List<Rung> ladder(List<String> names) {
    List<Rung> ladder = new ArrayList<>();
    for (String name : names) {
      ladder.add(known("fallback", name, Rung.ofId(name), RUNG_IDS));
    }
    return ladder;
  }

  private static <T> T known(String kind, String name, Optional<T> found, List<String> all) {
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "there is no " + kind + " " + name + Suggestions.phrase(name, all)));
  }

  private static BlendWeights weights(Config section) {
    Map<String, Double> weights = new TreeMap<>();
    section.root().keySet().forEach(source -> weights.put(source, section.getDouble(source)));
    return BlendWeights.of(weights);
  }

  /** A request that says what the scenario says must be a good one. */
  private static void check(String where, Scenario scenario) {
    RequestDraft draft = new RequestDraft();
    scenario.parameters().forEach(each -> QueryReader.take(draft, each.name(), each.value()));
    scenario.parameters().stream()
        .map(Scenario.Parameter::name)
        .filter(QueryReader.OF_ONE_REQUEST::contains)
        .forEach(name -> draft.wrong(name, "belongs to one request, not to a scenario"));
    try {
      draft.refuseIfWrong();
    } catch (ProblemException e) {
      throw new ConfigurationException(where + ": " + e.problem().faults(), e);
    }
  }

  private static Config parse(Optional<Path> file) {
    if (file.isPresent()) {
      if (!Files.isRegularFile(file.get())) {
        throw new ConfigurationException(
            "no scenarios at " + file.get() + "; check serving.scenarios_file");
      }
      return ConfigFactory.parseFile(file.get().toFile());
    }
    return ConfigFactory.parseResources(
        Scenarios.class.getClassLoader(),
        SHIPPED,
        ConfigParseOptions.defaults().setAllowMissing(false));
  }
}

package dev.nightjar.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The resolved settings of one run: the shipped file, overlays and single keys, checked so that
 * every key is one that the shipped file knows. Immutable; records such as {@link LakeSettings}
 * read their section and check the values.
 */
public final class Settings {

  private static final String REFERENCE = "nightjar-conf/nightjar.conf";

  private final Config resolved;

  private Settings(Config resolved) {
    this.resolved = resolved;
  }

  /** Reads with the environment of this process; see {@link #load(LoadOptions)}. */
  public static Settings load(List<Path> overlays, Map<String, String> sets) {
    return load(new LoadOptions(overlays, sets));
  }

  /**
   * Reads the shipped settings, then {@code ${nightjar.root}/conf/nightjar.conf} when that system
   * property names a checkout, then the given layers.
   *
   * @throws ConfigurationException for a file that cannot be read, an unknown key or a section
   *     where a value belongs
   */
  public static Settings load(LoadOptions options) {
    Config shipped = shipped();
    Config merged = shipped;
    String root = System.getProperty("nightjar.root", "");
    if (!root.isEmpty() && Files.isRegularFile(Path.of(root, "conf", "nightjar.conf"))) {
      merged = file(Path.of(root, "conf", "nightjar.conf")).withFallback(merged);
    }
    for (Path overlay : options.overlays()) {
      merged = file(overlay).withFallback(merged);
    }
    for (Map.Entry<String, String> set : new TreeMap<>(options.sets()).entrySet()) {
      merged = single(set.getKey(), set.getValue()).withFallback(merged);
    }
    Config known = resolve(shipped, options.environment());
    Config resolved = resolve(merged, options.environment());
    KnownKeys.check(resolved.root(), known.root());
    return new Settings(resolved);
  }

  /** A top-level section, such as {@code lake}. */
  public Section section(String name) {
    return new Section(resolved, "").section(name);
  }

  /**
   * SHA-256, in hex, of all keys in order with their values, secrets masked: equal settings have
   * equal hashes.
   */
  public String hash() {
    try {
      byte[] text = render().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** One {@code key=value} a line, sorted, secrets masked. */
  @Override
  public String toString() {
    return render();
  }

  private String render() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(KnownKeys.leaves(resolved.root()))
        .forEach(
            (key, value) ->
                text.append(key).append('=').append(Section.shown(key, value)).append('\n'));
    return text.toString();
  }

  private static Config shipped() {
    try {
      return ConfigFactory.parseResources(
          Settings.class.getClassLoader(),
          REFERENCE,
          ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "the shipped settings cannot be read from the jar (" + e.getMessage() + "); build again",
          e);
    }
  }

  private static Config file(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new ConfigurationException(
          "no settings file at " + path.toAbsolutePath() + "; check the path given with --conf");
    }
    try {
      return ConfigFactory.parseFile(
          path.toFile(), ConfigParseOptions.defaults().setOriginDescription(path.toString()));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "settings file " + path + " is not valid HOCON: " + e.getMessage(), e);
    }
  }

  private static Config single(String key, String value) {
    String origin = "--set " + key;
    try {
      if (!value.isEmpty() && "[{\"".indexOf(value.charAt(0)) >= 0) {
        return ConfigFactory.parseString(
            key + " = " + value, ConfigParseOptions.defaults().setOriginDescription(origin));
      }
      ConfigValue text = ConfigValueFactory.fromAnyRef(value, origin);
      return ConfigFactory.empty().withValue(key, text);
    } catch (ConfigException e) {
      throw new ConfigurationException(
          origin + ": the key or its value is malformed (" + e.getMessage() + ")", e);
    }
  }

  private static Config resolve(Config config, Map<String, String> environment) {
    ConfigResolveOptions options =
        ConfigResolveOptions.noSystem().appendResolver(new EnvironmentResolver(environment));
    try {
      return config.resolve(options);
    } catch (ConfigException e) {
      throw new ConfigurationException("settings do not resolve: " + e.getMessage(), e);
    }
  }

  /**
   * Looks <code>${?NAME}</code> up in the given environment once the files themselves have no such
   * key.
   */
  private record EnvironmentResolver(Map<String, String> environment) implements ConfigResolver {

    @Override
    @SuppressWarnings("NullAway") // The library's contract: null means "not mine".
    public ConfigValue lookup(String path) {
      String value = environment.get(path);
      return value == null
          ? null
          : ConfigValueFactory.fromAnyRef(value, "environment variable " + path);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }

    @Override
    public String toString() {
      return "EnvironmentResolver";
    }
  }

  ConfigObject root() {
    return resolved.root();
  }
}

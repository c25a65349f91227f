package dev.nightjar.etl.expectations;

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
 * Reads the declared rules: the file named by {@code etl.expectations_file}, else {@code
 * conf/expectations.conf} of the checkout, else the copy in the jar. An unknown table, column, rule
 * or key stops the start.
 */
public final class ExpectationsConfig {

  private static final String SHIPPED = "nightjar-conf/expectations.conf";
  private static final String SECTION = "expectations";

  private ExpectationsConfig() {}

  /** The rules of a run. */
  public static Expectations load(Settings settings) {
    Optional<String> named = settings.section("etl").optionalString("expectations_file");
    if (named.isPresent()) {
      return parse(Path.of(named.get()));
    }
    String root = System.getProperty("nightjar.root", "");
    Path checkout = Path.of(root, "conf", "expectations.conf");
    return !root.isEmpty() && Files.isRegularFile(checkout) ? parse(checkout) : shipped();
  }

  /** The rules in the jar. */
  public static Expectations shipped() {
    return expectations(
        ConfigFactory.parseResources(
            ExpectationsConfig.class.getClassLoader(),
            SHIPPED,
            ConfigParseOptions.defaults().setAllowMissing(false)),
        "conf/expectations.conf");
  }

  private static Expectations parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "etl.expectations_file = \"" + file + "\" is not a file; check the path");
    }
    try {
      return expectations(ConfigFactory.parseFile(file.toFile()), file.toString());
    } catch (ConfigException e) {
      throw new ConfigurationException(file + " is not valid HOCON: " + e.getMessage(), e);
    }
  }

  /** The rules in a file's content. */
  static Expectations expectations(Config file, String origin) {
    Set<String> sections = new TreeSet<>(file.root().keySet());
    if (!sections.equals(Set.of(SECTION))) {
      throw new ConfigurationException(
          origin + " has the sections " + sections + "; it must have one, named " + SECTION);
    }
    try {
      Config tables = file.resolve().getConfig(SECTION);
      List<Expectation> all = new ArrayList<>();
      for (String name : new TreeSet<>(tables.root().keySet())) {
        CheckedTable table =
            CheckedTable.find(name)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "no rules are possible for the table \""
                                + name
                                + "\"; possible: "
                                + CheckedTable.names()));
        for (Config rule : tables.getConfigList(ConfigUtil.joinPath(name))) {
          all.addAll(new RuleReader(table, rule).read());
        }
      }
      return new Expectations(all);
    } catch (ConfigException | IllegalArgumentException e) {
      throw new ConfigurationException(origin + ": " + e.getMessage(), e);
    }
  }
}

package dev.nightjar.settings;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words and flags of one command. Every command knows {@code --lake URI}, {@code --conf FILE} and
 * {@code --set key=value} (both repeatable), {@code --home DIR}, {@code --run-date D} and {@code
 * --json}; a flag that nobody declared is an error with a suggestion. {@code --flag value} and
 * {@code --flag=value} are the same; {@code --} ends the flags. Immutable.
 */
public final class CommandLine {

  private static final Set<String> COMMON_VALUES =
      Set.of("lake", "conf", "set", "home", "run-date");
  private static final Set<String> COMMON_SWITCHES = Set.of("json");
  private static final Set<String> REPEATABLE = Set.of("conf", "set");

  private final List<String> words;
  private final Map<String, List<String>> values;
  private final Set<String> switches;

  private CommandLine(List<String> words, Map<String, List<String>> values, Set<String> switches) {
    this.words = List.copyOf(words);
    this.values = values;
    this.switches = switches;
  }

  /**
   * Reads arguments.
   *
   * @param valueFlags flags beside the common ones that take a value, with or without their dashes
   * @param switches flags beside the common ones that take none
   */
  public static CommandLine parse(String[] args, Set<String> valueFlags, Set<String> switches) {
    return new Parser(union(COMMON_VALUES, valueFlags), union(COMMON_SWITCHES, switches))
        .parse(args);
  }

  /**
   * The words that are not flags, in order; the command itself, when it was passed, is the first.
   */
  public List<String> positional() {
    return words;
  }

  /** The value of a flag, if given. */
  public Optional<String> value(String flag) {
    return values(flag).stream().findFirst();
  }

  /** All values of a repeatable flag, in order. */
  public List<String> values(String flag) {
    return values.getOrDefault(bare(flag), List.of());
  }

  /** Whether a switch was given. */
  public boolean has(String flag) {
    return switches.contains(bare(flag));
  }

  /**
   * The whole number given with a flag, from {@code min} to {@code max}, or nothing when the flag
   * is absent.
   */
  public Optional<Integer> integer(String flag, int min, int max) {
    return value(flag).map(text -> whole(flag, text, min, max));
  }

  /** The date given with a flag, or nothing when it is absent. */
  public Optional<LocalDate> date(String flag) {
    return value(flag).map(text -> parseDate(flag, text));
  }

  /** The night that this run is for: {@code --run-date}, which must be given. */
  public LocalDate runDate() {
    return date("run-date")
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "--run-date is missing; give the night's date as --run-date 2026-03-31"));
  }

  /**
   * The directory for state that belongs to this machine: {@code --home}, else {@code .nightjar}.
   */
  public Path home() {
    return Path.of(value("home").orElse(".nightjar"));
  }

  /** The settings with {@code --conf}, {@code --set} and {@code --lake} laid over them. */
  public Settings settings() {
    Map<String, String> sets = new LinkedHashMap<>();
    for (String set : values("set")) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new ConfigurationException(
            "--set " + set + " must be key=value, such as --set lake.region=eu-west-1");
      }
      sets.put(set.substring(0, equals).strip(), set.substring(equals + 1).strip());
    }
    value("lake").ifPresent(uri -> sets.put("lake.uri", uri));
    return Settings.load(values("conf").stream().map(Path::of).toList(), sets);
  }

  private static int whole(String flag, String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it all.
    }
    throw new ConfigurationException(
        "--" + bare(flag) + " " + text + " must be a whole number from " + min + " to " + max);
  }

  private static LocalDate parseDate(String flag, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new ConfigurationException(
          "--"
              + bare(flag)
              + " "
              + text
              + " is not a date; write it as year-month-day, such as 2026-03-31",
          e);
    }
  }

  private static Set<String> union(Set<String> common, Set<String> own) {
    Set<String> all = new TreeSet<>(common);
    own.forEach(flag -> all.add(bare(flag)));
    return all;
  }

  private static String bare(String flag) {
    return flag.startsWith("--") ? flag.substring(2) : flag;
  }

  /** One pass over the arguments. */
  private record Parser(Set<String> valueFlags, Set<String> switchFlags) {

    CommandLine parse(String[] args) {
      List<String> words = new ArrayList<>();
      Map<String, List<String>> values = new LinkedHashMap<>();
      Set<String> switches = new TreeSet<>();
      boolean flags = true;
      for (int i = 0; i < args.length; i++) {
        String arg = args[i];
        if (flags && arg.equals("--")) {
          flags = false;
        } else if (!flags || !arg.startsWith("-") || arg.equals("-")) {
          words.add(arg);
        } else if (takesNoValue(arg)) {
          switches.add(bare(arg));
        } else {
          i += keep(arg, i + 1 < args.length ? Optional.of(args[i + 1]) : Optional.empty(), values);
        }
      }
      return new CommandLine(words, values, switches);
    }

    private boolean takesNoValue(String arg) {
      int equals = arg.indexOf('=');
      String name = bare(equals < 0 ? arg : arg.substring(0, equals));
      if (arg.startsWith("--") && switchFlags.contains(name)) {
        if (equals >= 0) {
          throw new ConfigurationException("--" + name + " takes no value; write it alone");
        }
        return true;
      }
      if (!arg.startsWith("--") || !valueFlags.contains(name)) {
        Set<String> known = union(valueFlags, switchFlags);
        Set<String> shown = new TreeSet<>();
        known.forEach(flag -> shown.add("--" + flag));
        String flag = equals < 0 ? arg : arg.substring(0, equals);
        String remedy = Suggestion.phrase(flag, shown);
        throw new ConfigurationException(
            "unknown flag "
                + flag
                + (remedy.isEmpty() ? "; known: " + String.join(", ", shown) : remedy));
      }
      return false;
    }

    /** Stores a flag's value and says how many further arguments that took. */
    private static int keep(String arg, Optional<String> next, Map<String, List<String>> values) {
      int equals = arg.indexOf('=');
      String name = bare(equals < 0 ? arg : arg.substring(0, equals));
      String value =
          equals >= 0
              ? arg.substring(equals + 1)
              : next.filter(text -> !text.startsWith("--"))
                  .orElseThrow(
                      () -> new ConfigurationException("--" + name + " needs a value after it"));
      List<String> stored = values.computeIfAbsent(name, key -> new ArrayList<>());
      if (!stored.isEmpty() && !REPEATABLE.contains(name)) {
        throw new ConfigurationException("--" + name + " is given twice; give it once");
      }
      stored.add(value);
      return equals >= 0 ? 0 : 1;
    }
  }
}

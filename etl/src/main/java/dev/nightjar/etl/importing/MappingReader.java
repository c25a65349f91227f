package dev.nightjar.etl.importing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a mapping file (HOCON) into an {@link ImportMapping}. Every key has to be known, apart from
 * the names of properties, context, traits and reader options, which are the writer's own.
 */
final class MappingReader {

  private static final Set<String> TOP = Set.of("consent", "zone", "max_error_share", "inputs");
  private static final Set<String> INPUT =
      Set.of("files", "format", "options", "columns", "feed", "keep", "event", "item");
  private static final Set<String> LANDED_INPUT = Set.of("files", "format", "feed");
  private static final Set<String> EVENT =
      Set.of(
          "type",
          "event",
          "user_id",
          "anonymous_id",
          "message_id",
          "timestamp",
          "properties",
          "context",
          "traits");
  private static final Set<String> ITEM =
      Set.of(
          "item_id",
          "timestamp",
          "title",
          "categories",
          "tags",
          "description",
          "url",
          "image_url",
          "price",
          "currency",
          "published_at",
          "available_from",
          "available_until",
          "available",
          "deleted",
          "properties");
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
        zone(top),
        top.number("max_error_share", 0, 1, DEFAULT_MAX_ERROR_SHARE),
        inputs.stream().map(MappingReader::input).toList());
  }

  private static ZoneId zone(MappingSection top) {
    String zone = top.text("zone", "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw top.fault("zone = " + zone + " is no time zone; write UTC or one like Europe/London");
    }
  }

  private static InputMapping input(MappingSection input) {
    input.knowingOnly(INPUT);
    SourceFormat format =
        input.choice("format", SourceFormat.values(), SourceFormat::key, SourceFormat.CSV);
    Feed feed = input.choice("feed", Feed.values(), Feed::key, Feed.EVENTS);
    Optional<EventMapping> event = input.section("event").map(MappingReader::event);
    Optional<ItemMapping> item = input.section("item").map(MappingReader::item);
    checkOutputs(input, format, event.isPresent() || item.isPresent());
    return new InputMapping(
        input.path(),
        input.text("files", "*"),
        new InputMapping.Source(format, options(input, format), input.texts("columns"), feed),
        input.expression("keep"),
        event,
        item);
  }

  private static void checkOutputs(MappingSection input, SourceFormat format, boolean mapped) {
    if (format == SourceFormat.LANDED) {
      input.knowingOnly(LANDED_INPUT);
      return;
    }
    if (input.has("feed")) {
      throw input.fault(
          input.full("feed") + " belongs to format = landed; elsewhere event and item say it");
    }
    if (!mapped) {
      throw input.fault(input.path() + " maps to nothing; give it an event, an item or both");
    }
    if (format != SourceFormat.CSV && input.has("columns")) {
      throw input.fault(
          input.full("columns") + " belongs to format = csv; " + format.key() + " names its own");
    }
  }

  /** RFC 4180's quoting, and a header unless the mapping names the columns. */
  private static Map<String, String> options(MappingSection input, SourceFormat format) {
    Map<String, String> options = new LinkedHashMap<>();
    if (format == SourceFormat.CSV) {
      options.put("header", String.valueOf(!input.has("columns")));
      options.put("escape", "\"");
    }
    input.section("options").ifPresent(section -> options.putAll(section.flat()));
    if (format == SourceFormat.CSV
        && !Boolean.parseBoolean(options.get("header"))
        && input.texts("columns").isEmpty()) {
      throw input.fault(
          input.full("columns")
              + " is missing; a file without a header needs names for its columns");
    }
    return options;
  }

  private static EventMapping event(MappingSection event) {
    event.knowingOnly(EVENT);
    if (!event.has("user_id") && !event.has("anonymous_id")) {
      throw event.fault(event.full("user_id") + " is missing; give user_id, anonymous_id or both");
    }
    Expression type =
        event.expression("type").orElseGet(() -> new Expression(event.full("type"), "'track'"));
    Optional<Expression> name = event.expression("event");
    if (name.isEmpty() && !event.has("type")) {
      throw event.fault(
          event.full("event") + " is missing; give the event's name, such as \"'Item Viewed'\"");
    }
    return new EventMapping(
        type,
        name,
        event.expression("user_id"),
        event.expression("anonymous_id"),
        event.expression("message_id"),
        event.required("timestamp", "\"time\" or \"timestamp_seconds(cast(time as bigint))\""),
        new EventMapping.Bodies(
            fields(event, "properties"), fields(event, "context"), fields(event, "traits")));
  }

  private static ItemMapping item(MappingSection item) {
    item.knowingOnly(ITEM);
    return new ItemMapping(
        item.required("item_id", "\"sku\""),
        item.expression("timestamp"),
        item.fields(Set.of("item_id", "timestamp")));
  }

  private static FieldTree fields(MappingSection section, String key) {
    return section.section(key).map(s -> s.fields(Set.of())).orElse(FieldTree.EMPTY);
  }
}

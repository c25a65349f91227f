package dev.nightjar.etl.importing;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.types.StructType;

/** Reads one input of a mapping file: which files it takes and how they are read. */
final class InputReader {

  private static final Set<String> KEYS =
      Set.of(
          "files",
          "format",
          "options",
          "columns",
          "optional",
          "schema",
          "feed",
          "zone",
          "time_format",
          "names",
          "keep",
          "explode",
          "event",
          "events",
          "item",
          "items");
  private static final Set<String> LANDED_KEYS = Set.of("files", "format", "feed");

  /** Letters of Java's patterns that Spark refuses, outside quotes. */
  private static final Pattern REFUSED_LETTERS = Pattern.compile("[^GyMLdDEaHhKkmsSVzOXx\\W\\d_]");

  private InputReader() {}

  /** Reads an input; what it does not say about times stands at the top. */
  static InputMapping read(MappingSection input, MappingSection top) {
    input.knowingOnly(KEYS);
    SourceFormat format =
        input.choice("format", SourceFormat.values(), SourceFormat::key, SourceFormat.CSV);
    checkKeys(input, format);
    Feed feed = input.choice("feed", Feed.values(), Feed::key, Feed.EVENTS);
    return new InputMapping(
        input.path(),
        input.text("files", "*"),
        new InputMapping.Source(format, options(input, format), columns(input), feed),
        new InputMapping.RowRules(
            input.namedExpressions("names"), input.expression("keep"), times(input, top)),
        format == SourceFormat.LANDED ? List.of() : OutputReader.read(input));
  }

  private static void checkKeys(MappingSection input, SourceFormat format) {
    if (format == SourceFormat.LANDED) {
      input.knowingOnly(LANDED_KEYS);
      return;
    }
    if (input.has("feed")) {
      throw input.fault(
          input.full("feed") + " belongs to format = landed; elsewhere event and item say it");
    }
    if (format != SourceFormat.CSV && input.has("columns")) {
      throw input.fault(
          input.full("columns") + " belongs to format = csv; " + format.key() + " names its own");
    }
    if (format != SourceFormat.JSON && input.has("schema")) {
      throw input.fault(
          input.full("schema") + " belongs to format = json; " + format.key() + " has its own");
    }
  }

  private static InputMapping.Columns columns(MappingSection input) {
    input.text("schema").ifPresent(ddl -> checkSchema(input, ddl));
    return new InputMapping.Columns(
        input.texts("columns"), input.texts("optional"), input.text("schema"));
  }

  private static void checkSchema(MappingSection input, String ddl) {
    SparkCall<StructType> schema = () -> StructType.fromDDL(ddl);
    try {
      schema.run();
    } catch (AnalysisException | SparkException e) {
      throw input.fault(
          input.full("schema")
              + " is no schema: "
              + String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("")
              + "; write it like \"user string, at bigint, tags array<string>\"");
    }
  }

  private static TimeReading times(MappingSection input, MappingSection top) {
    MappingSection zoned = input.has("zone") ? input : top;
    String zone = zoned.text("zone", "UTC");
    List<String> formats = input.textOrTexts("time_format");
    formats.forEach(format -> checkFormat(input, format));
    try {
      return new TimeReading(ZoneId.of(zone), formats);
    } catch (DateTimeException e) {
      throw input.fault(
          zoned.full("zone")
              + " = "
              + zone
              + " is no time zone; write UTC or one like Europe/London");
    }
  }

  private static void checkFormat(MappingSection input, String format) {
    if (format.equals(TimeReading.ISO) || TimeReading.UNIX.containsKey(format)) {
      return;
    }
    if (!isPattern(format)) {
      throw input.fault(
          input.full("time_format")
              + " = "
              + format
              + " is neither iso, unix_seconds, unix_millis, unix_micros nor a pattern such as"
              + " dd/MM/yyyy HH:mm:ss");
    }
  }

  private static boolean isPattern(String format) {
    if (REFUSED_LETTERS.matcher(format.replaceAll("'[^']*'", "")).find()) {
      return false;
    }
    try {
      return !DateTimeFormatter.ofPattern(format).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
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
}

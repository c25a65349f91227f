package dev.nightjar.export.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.TableDigest;
import dev.nightjar.export.night.TextTable;
import dev.nightjar.settings.CommandLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * {@code tables}: version, rows, files, size and last change of every table there is. {@code
 * --digest} adds a text that is equal for equal rows; {@code --markdown} prints the page of the
 * schemas instead and needs no lake.
 */
public final class TablesCommand {
  /** The command's name. */
  public static final String NAME = "tables";

  private static final String DIGEST = "digest";
  private static final String MARKDOWN = "markdown";

  private TablesCommand() {}

  /** One table as it stands. */
  private record Standing(
      String table,
      long version,
      long rows,
      long files,
      long bytes,
      Instant changed,
      String digest) {}

  /** Runs the command of these arguments. */
  public static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of(), Set.of(DIGEST, MARKDOWN));
    if (line.has(MARKDOWN)) {
      System.out.print(TablesPage.markdown());
      return;
    }
    try (Lake lake = Lake.open(line.settings(), "nightjar " + NAME)) {
      List<Standing> standings = new ArrayList<>();
      for (LakeTable table : LakeTables.all()) {
        if (lake.exists(table)) {
          standings.add(standing(lake, table, line.has(DIGEST)));
        }
      }
      System.out.println(
          line.has("json") ? json(standings) : text(lake, standings, line.has(DIGEST)));
    }
  }

  private static Standing standing(Lake lake, LakeTable table, boolean digest) {
    Row detail =
        lake.spark()
            .sql("DESCRIBE DETAIL delta.`" + lake.path(table) + "`")
            .select("numFiles", "sizeInBytes", "lastModified")
            .head();
    return new Standing(
        table.qualifiedName(),
        lake.version(table),
        lake.read(table).count(),
        detail.getLong(0),
        detail.getLong(1),
        detail.getTimestamp(2).toInstant().truncatedTo(ChronoUnit.SECONDS),
        digest ? TableDigest.of(lake.read(table)) : "");
  }

  private static String text(Lake lake, List<Standing> standings, boolean digest) {
    if (standings.isEmpty()) {
      return "No table was written at " + lake.uri() + " yet; run bin/nightjar nightly.";
    }
    List<String> header =
        new ArrayList<>(List.of("table", "version", "rows", "files", "KiB", "changed"));
    if (digest) {
      header.add(DIGEST);
    }
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Standing s : standings) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  s.table(),
                  String.valueOf(s.version()),
                  number(s.rows()),
                  number(s.files()),
                  number((s.bytes() + 1023) / 1024),
                  s.changed().toString()));
      if (digest) {
        cells.add(s.digest());
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  private static String json(List<Standing> standings) {
    List<Map<String, Object>> tables = new ArrayList<>();
    for (Standing s : standings) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("table", s.table());
      fields.put("version", s.version());
      fields.put("rows", s.rows());
      fields.put("files", s.files());
      fields.put("bytes", s.bytes());
      fields.put("changed", s.changed().toString());
      if (!s.digest().isEmpty()) {
        fields.put(DIGEST, s.digest());
      }
      tables.add(fields);
    }
    try {
      return new ObjectMapper().writeValueAsString(Map.of("tables", tables));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names and numbers", e);
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}

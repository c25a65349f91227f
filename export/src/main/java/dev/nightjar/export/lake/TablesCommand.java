package dev.nightjar.export.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.TableDigest;
import dev.nightjar.export.night.TextTable;
import dev.nightjar.settings.CommandLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
  private static final ObjectMapper JSON = new ObjectMapper();

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
                  TextTable.count(s.rows()),
                  TextTable.count(s.files()),
                  TextTable.count((s.bytes() + 1023) / 1024),
                  s.changed().toString()));
      if (digest) {
        cells.add(s.digest());
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  private static String json(List<Standing> standings) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode tables = root.putArray("tables");
    for (Standing s : standings) {
      ObjectNode table =
          tables
              .addObject()
              .put("table", s.table())
              .put("version", s.version())
              .put("rows", s.rows())
              .put("files", s.files())
              .put("bytes", s.bytes())
              .put("changed", s.changed().toString());
      if (!s.digest().isEmpty()) {
        table.put(DIGEST, s.digest());
      }
    }
    return root.toString();
  }
}

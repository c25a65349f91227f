package dev.nightjar.export.lake;

import dev.nightjar.etl.LakeTable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;

/** The page docs/tables.md: every table and column, written from the schema classes. */
public final class TablesPage {
  private static final String HEAD =
      """
      # Tables

      Delta tables under `tables/<database>/<table>/` in the lake. This page is written from the schema classes:
      `bin/nightjar tables --markdown > docs/tables.md`. The first paragraph of a table is its description in Delta, the
      sentences of the columns are their comments: `describe`, delta-rs and notebooks show both.

      A table **rewritten by run date** is partitioned by it, and a second run of a night replaces that night's partition. One
      **rewritten by event date** is not partitioned: a night replaces the rows of every day that its arrivals reach.
      **Whole** tables are what is true as of the last night.

      **Statistics** are the smallest and largest value of a column in each file; they stand in the table's log, where readers find
      which files they need. They are never kept on pseudonyms: the pseudonyms of an erased person would stay in the log. A table
      of an older version takes on its description and statistics of now when a night writes it; files already there keep theirs.

      **Files**: a write leaves a file a task, four on one machine, each ended after the named number of rows, or one file in
      all, sorted. Bigger tables are not sorted: their unit of replacement, a run date or a day, is what readers ask for, and
      sorting would cost each night more than it spares.
      """;

  private TablesPage() {}

  /** The page in Markdown. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (LakeTable table : LakeTables.all()) {
      page.append("\n## ").append(table.qualifiedName()).append("\n\n");
      page.append(table.description()).append("\n\n");
      page.append(statistics(table)).append(files(table));
      page.append("\n| column | type | null | meaning |\n|---|---|---|---|\n");
      for (StructField field : table.schema().fields()) {
        page.append(line(field));
      }
    }
    return page.toString();
  }

  private static String statistics(LakeTable table) {
    LakeTable.Statistics statistics = table.statistics();
    return "- Statistics on %s. %s.\n".formatted(names(statistics.columns()), statistics.why());
  }

  private static String files(LakeTable table) {
    LakeTable.Layout layout = table.layout();
    String files =
        layout.oneFile()
            ? "One file a write" + (layout.sortedBy().isEmpty() ? "" : ", sorted by ")
            : "Files of at most %,d rows".formatted(layout.maxRows());
    return "- %s%s. %s.\n".formatted(files, names(layout.sortedBy()), layout.why());
  }

  private static String names(List<String> columns) {
    return columns.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }

  private static String line(StructField field) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            field.name(),
            field.dataType().simpleString().replace("|", "\\|"),
            field.nullable() ? "yes" : "",
            field.getComment().getOrElse(() -> "").replace("|", "\\|"));
  }
}

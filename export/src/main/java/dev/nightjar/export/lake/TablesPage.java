package dev.nightjar.export.lake;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.StructField;

/** The page docs/tables.md: every table and column, written from the schema classes. */
public final class TablesPage {
  private static final String HEAD =
      """
      # Tables

      Delta tables under `tables/<database>/<table>/` in the lake. This page is written from the schema classes:
      `bin/nightjar tables --markdown > docs/tables.md`. The sentences of the columns are their comments in Delta.

      A table **rewritten by run date** is partitioned by it, and a second run of a night replaces that night's partition. One
      **rewritten by event date** is not partitioned: a night replaces the rows of every day that its arrivals reach.
      **Whole** tables are what is true as of the last night.

      No table is clustered further: its unit of replacement, a run date or a day, is what readers ask for, and sorting would cost
      each night more than it spares. A night leaves as many files a table as its last step had tasks, four on one machine: a night
      of 2 million events is some hundred megabytes in all, below the size at which splitting files helps a reader.
      """;

  private TablesPage() {}

  /** The page in Markdown. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (LakeTable table : LakeTables.all()) {
      page.append("\n## ").append(table.qualifiedName()).append("\n\n");
      page.append(table.row()).append(" Rewritten ").append(rewritten(table));
      page.append(".\n")
          .append(statistics(table))
          .append("\n| column | type | null | meaning |\n|---|---|---|---|\n");
      for (StructField field : table.schema().fields()) {
        page.append(line(field));
      }
    }
    return page.toString();
  }

  private static String statistics(LakeTable table) {
    LakeTable.Statistics statistics = table.statistics();
    return statistics.columns().isEmpty()
        ? ""
        : "%s: statistics of each file are kept on `%s`, and not on pseudonyms.\n"
            .formatted(statistics.why(), String.join("`, `", statistics.columns()));
  }

  private static String rewritten(LakeTable table) {
    if (!table.partitionColumns().isEmpty()) {
      return "by " + String.join(" and ", table.partitionColumns()).replace('_', ' ');
    }
    return table.schema().getFieldIndex("event_date").isDefined() ? "by event date" : "whole";
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

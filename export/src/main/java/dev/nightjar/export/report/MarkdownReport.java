package dev.nightjar.export.report;

import dev.nightjar.export.report.Content.Block;
import dev.nightjar.export.report.Content.Figure;
import dev.nightjar.export.report.Content.Points;
import dev.nightjar.export.report.Content.Section;
import dev.nightjar.export.report.Content.Table;
import dev.nightjar.export.report.Content.Text;
import java.util.List;
import java.util.stream.Collectors;

/** The content as Markdown: sentences and tables, the plots are left to the page. Static. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(Content content) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(escaped(content.title())).append("\n\n");
    out.append(escaped(content.subtitle())).append('\n');
    for (Section section : content.sections()) {
      out.append("\n## ").append(escaped(section.title())).append('\n');
      section.blocks().forEach(block -> block(block, out));
    }
    return out.toString();
  }

  private static void block(Block block, StringBuilder out) {
    out.append('\n');
    if (block instanceof Text text) {
      out.append(escaped(text.text())).append('\n');
    } else if (block instanceof Points points) {
      points.points().forEach(point -> out.append("- ").append(escaped(point)).append('\n'));
    } else if (block instanceof Figure figure) {
      out.append("### ").append(escaped(figure.title())).append("\n\n");
      table(figure.table(), out);
    }
  }

  private static void table(Table table, StringBuilder out) {
    row(table.header(), out);
    out.append('|').append(" --- |").append(" ---: |".repeat(table.header().size() - 1));
    out.append('\n');
    table.rows().forEach(row -> row(row, out));
  }

  private static void row(List<String> cells, StringBuilder out) {
    out.append(
        cells.stream()
            .map(MarkdownReport::escaped)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** What comes from the log must not become markup: neither Markdown's own nor HTML. */
  static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}]+", " ")
        .replaceAll("([\\\\`*\\[\\]|#])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;");
  }
}

package dev.nightjar.export.report;

import dev.nightjar.export.report.Content.Bar;
import dev.nightjar.export.report.Content.Bars;
import dev.nightjar.export.report.Content.Block;
import dev.nightjar.export.report.Content.Curves;
import dev.nightjar.export.report.Content.Figure;
import dev.nightjar.export.report.Content.Plot;
import dev.nightjar.export.report.Content.Points;
import dev.nightjar.export.report.Content.Role;
import dev.nightjar.export.report.Content.Section;
import dev.nightjar.export.report.Content.Table;
import dev.nightjar.export.report.Content.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The content as one self-contained page: no script, nothing from elsewhere. Static, no state. */
final class HtmlReport {
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private HtmlReport() {}

  static String of(Content content) {
    Markup out = new Markup().raw("<!DOCTYPE html>\n");
    out.open("html", "lang", "en").open("head");
    out.empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    out.element("title", content.title());
    out.open("style").raw(style()).close();
    out.close();
    out.open("body").open("header");
    out.element("h1", content.title()).element("p", content.subtitle());
    out.open("nav", "aria-label", "Sections");
    for (Section section : content.sections()) {
      out.element("a", section.title(), "href", "#" + anchor(section));
    }
    out.close().close().open("main");
    content.sections().forEach(section -> section(section, out));
    return out.close().close().close().toString();
  }

  private static String anchor(Section section) {
    return section.title().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static void section(Section section, Markup out) {
    out.open("section", "id", anchor(section)).element("h2", section.title());
    for (Block block : section.blocks()) {
      if (block instanceof Text text) {
        out.element("p", unbroken(text.text()));
      } else if (block instanceof Points points) {
        out.open("ul");
        points.points().forEach(point -> out.element("li", unbroken(point)));
        out.close();
      } else if (block instanceof Figure figure) {
        figure(figure, out);
      }
    }
    out.close();
  }

  private static void figure(Figure figure, Markup out) {
    out.open("figure").element("figcaption", figure.title());
    out.open("div", "class", arrangement(figure));
    if (!figure.plots().isEmpty()) {
      out.open("div", "class", "plots");
      for (Plot plot : figure.plots()) {
        out.open("div", "class", "plot");
        legend(plot, out);
        if (plot instanceof Bars bars) {
          BarPlot.draw(bars, out);
        } else if (plot instanceof Curves curves) {
          CurvePlot.draw(curves, out);
        }
        out.close();
      }
      out.close();
    }
    table(figure, out);
    out.close().close();
  }

  /** One plot stands beside its table, two stand side by side above it. */
  private static String arrangement(Figure figure) {
    return switch (figure.plots().size()) {
      case 0 -> "plain";
      case 1 -> "beside";
      default -> "above";
    };
  }

  /** A number stays on the line of its sign. */
  private static String unbroken(String text) {
    return text.replace(" %", "\u00a0%");
  }

  /** Bars show by colour and filling what they are; lines say it themselves. */
  private static void legend(Plot plot, Markup out) {
    if (!(plot instanceof Bars bars)) {
      return;
    }
    Set<Role> roles =
        bars.bars().stream()
            .map(Bar::role)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    if (roles.size() < 2) {
      return;
    }
    out.open("p", "class", "legend", "aria-hidden", "true");
    for (Role role : roles) {
      out.open("span");
      out.open("svg", "viewBox", "0 0 12 12");
      out.empty(
          "rect", "class", "bar " + role.id(), "x", "1", "y", "1", "width", "10", "height", "10");
      out.close().text(role.words()).close();
    }
    out.close();
  }

  private static void table(Figure figure, Markup out) {
    Table table = figure.table();
    out.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", figure.title());
    out.open("table").element("caption", figure.title(), "class", "hidden");
    out.open("thead").open("tr");
    table.header().forEach(name -> out.element("th", name, "scope", "col"));
    out.close().close().open("tbody");
    for (List<String> row : table.rows()) {
      out.open("tr").element("th", row.get(0), "scope", "row");
      row.subList(1, row.size()).forEach(cell -> out.element("td", cell));
      out.close();
    }
    out.close().close().close();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report.css is missing from this program's jar", e);
    }
  }
}

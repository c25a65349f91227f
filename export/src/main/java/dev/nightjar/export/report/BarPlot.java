package dev.nightjar.export.report;

import dev.nightjar.export.report.Content.Bar;
import dev.nightjar.export.report.Content.Bars;
import dev.nightjar.export.report.Content.Role;
import java.util.List;
import java.util.Locale;

/** Bars with intervals as SVG: a row a bar, its label to the left, its number to the right. */
final class BarPlot {
  private static final int WIDTH = 420;
  private static final int ROW = 22;
  private static final int RIGHT = 360;
  private static final int LONGEST_LABEL = 20;
  private static final double LETTER = 7.8;

  private BarPlot() {}

  static void draw(Bars bars, Markup out) {
    int left = left(bars.bars());
    int bottom = bars.bars().size() * ROW + 6;
    double least = bars.bars().stream().mapToDouble(Bar::low).min().orElse(0);
    double most =
        Math.max(
            bars.bars().stream().mapToDouble(Bar::high).max().orElse(0),
            bars.reference().orElse(0));
    Scale scale = Scale.of(least, most, left, RIGHT);
    out.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + (bottom + 34),
        "role",
        "img",
        "aria-label",
        bars.words());
    frame(bars.axis(), bottom, scale, out);
    for (int i = 0; i < bars.bars().size(); i++) {
      row(bars.bars().get(i), 4 + i * ROW, left, scale, out);
    }
    if (bars.reference().isPresent()) {
      String x = number(scale.place(bars.reference().getAsDouble()));
      out.empty("line", "class", "reference", "x1", x, "x2", x, "y1", "0", "y2", "" + bottom);
    }
    out.close();
  }

  /** Marks, and what is measured. */
  private static void frame(String axis, int bottom, Scale scale, Markup out) {
    for (double mark : scale.marks()) {
      String x = number(scale.place(mark));
      String kind = Math.abs(mark) < scale.step() / 2 ? "zero" : "grid";
      out.empty("line", "class", kind, "x1", x, "x2", x, "y1", "2", "y2", "" + bottom);
      out.element("text", scale.label(mark), "class", "mark", "x", x, "y", "" + (bottom + 13));
    }
    out.element(
        "text",
        axis,
        "class",
        "mark",
        "x",
        number((scale.from() + scale.to()) / 2),
        "y",
        "" + (bottom + 28));
  }

  private static int left(List<Bar> bars) {
    int letters = bars.stream().mapToInt(bar -> shortened(bar.label()).length()).max().orElse(0);
    return (int) (letters * LETTER) + 10;
  }

  private static void row(Bar bar, int top, int left, Scale scale, Markup out) {
    String middle = number(top + ROW / 2.0 - 1);
    double zero = scale.place(0);
    double end = scale.place(bar.value());
    boolean served = bar.role() == Role.SERVED;
    out.element(
        "text",
        shortened(bar.label()),
        "class",
        served ? "label strong" : "label",
        "x",
        "" + (left - 6),
        "y",
        number(top + ROW / 2.0 + 3));
    out.empty(
        "rect",
        "class",
        "bar " + bar.role().id(),
        "x",
        number(Math.min(zero, end)),
        "y",
        "" + (top + 2),
        "width",
        number(Math.abs(end - zero)),
        "height",
        "" + (ROW - 7));
    if (bar.high() > bar.low()) {
      whisker(scale.place(bar.low()), scale.place(bar.high()), middle, out);
    }
    out.element(
        "text",
        String.format(Locale.ROOT, "%.3f", bar.value()),
        "class",
        served ? "value strong" : "value",
        "x",
        "" + (RIGHT + 12),
        "y",
        number(top + ROW / 2.0 + 3));
  }

  private static void whisker(double low, double high, String middle, Markup out) {
    String cap = "M%s %sm0 -4v8M%s %sm0 -4v8M%s %sH%s";
    String path =
        cap.formatted(number(low), middle, number(high), middle, number(low), middle, number(high));
    out.empty("path", "class", "whisker-edge", "d", path);
    out.empty("path", "class", "whisker", "d", path);
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST_LABEL
        ? label
        : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 2)) + "…";
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

package dev.nightjar.export.report;

import dev.nightjar.export.report.Content.Curve;
import dev.nightjar.export.report.Content.Curves;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines over lengths of list as SVG. Every line has its name at its end and a shape of its own at
 * its points, so that no colour has to be told from another.
 */
final class CurvePlot {
  private static final int WIDTH = 420;
  private static final int BOTTOM = 190;
  private static final int TOP = 10;
  private static final int LEFT = 38;
  private static final int RIGHT = 300;
  private static final int LINE = 14;
  private static final List<String> SHAPES =
      List.of(
          "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
          "m-3.5 -3.5h7v7h-7z",
          "m0 -5l5 5l-5 5l-5 -5z",
          "m0 -5l5 8h-10z",
          "m0 5l5 -8h-10z",
          "m-4 -1.3h8v2.6h-8z");

  private CurvePlot() {}

  static void draw(Curves curves, Markup out) {
    double most =
        curves.curves().stream()
            .flatMap(curve -> curve.values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    Scale scale = Scale.of(0, most, BOTTOM, TOP);
    out.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + (BOTTOM + 34),
        "role",
        "img",
        "aria-label",
        curves.words());
    axes(curves, scale, out);
    List<Double> ends = ends(curves.curves(), scale);
    for (int i = 0; i < curves.curves().size(); i++) {
      curve(curves.curves().get(i), i, scale, out);
      Curve curve = curves.curves().get(i);
      out.element(
          "text",
          curve.label(),
          "class",
          "end " + curve.role().id(),
          "x",
          "" + (RIGHT + 10),
          "y",
          BarPlot.number(ends.get(i) + 4));
    }
    out.close();
  }

  private static void axes(Curves curves, Scale scale, Markup out) {
    for (double mark : scale.marks()) {
      String y = BarPlot.number(scale.place(mark));
      out.empty("line", "class", "grid", "x1", "" + LEFT, "x2", "" + RIGHT, "y1", y, "y2", y);
      out.element(
          "text",
          scale.label(mark),
          "class",
          "label mark-left",
          "x",
          "" + (LEFT - 5),
          "y",
          BarPlot.number(scale.place(mark) + 4));
    }
    int lengths = curves.lengths().size();
    for (int i = 0; i < lengths; i++) {
      out.element(
          "text",
          "" + curves.lengths().get(i),
          "class",
          "mark",
          "x",
          BarPlot.number(x(i, lengths)),
          "y",
          "" + (BOTTOM + 14));
    }
    out.element(
        "text",
        curves.axis(),
        "class",
        "mark",
        "x",
        "" + (LEFT + RIGHT) / 2,
        "y",
        "" + (BOTTOM + 29));
  }

  private static void curve(Curve curve, int number, Scale scale, Markup out) {
    StringBuilder line = new StringBuilder();
    StringBuilder points = new StringBuilder();
    int lengths = curve.values().size();
    for (int i = 0; i < lengths; i++) {
      String at =
          BarPlot.number(x(i, lengths)) + " " + BarPlot.number(scale.place(curve.values().get(i)));
      line.append(i == 0 ? "M" : "L").append(at);
      points.append("M").append(at).append(SHAPES.get(number % SHAPES.size()));
    }
    out.empty("path", "class", "curve " + curve.role().id(), "d", line.toString());
    out.empty("path", "class", "point " + curve.role().id(), "d", points.toString());
  }

  private static double x(int place, int lengths) {
    return LEFT + 12 + (RIGHT - LEFT - 18.0) * place / Math.max(1, lengths - 1);
  }

  /** Where the names stand: at the ends of their lines, moved apart where these are close. */
  private static List<Double> ends(List<Curve> curves, Scale scale) {
    List<Double> ends = new ArrayList<>();
    curves.forEach(curve -> ends.add(scale.place(curve.values().get(curve.values().size() - 1))));
    List<Integer> fromBelow = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      fromBelow.add(i);
    }
    fromBelow.sort(Comparator.comparing((Integer i) -> ends.get(i)).reversed());
    double free = Double.MAX_VALUE;
    for (int i : fromBelow) {
      ends.set(i, Math.min(ends.get(i), free));
      free = ends.get(i) - LINE;
    }
    return ends;
  }
}

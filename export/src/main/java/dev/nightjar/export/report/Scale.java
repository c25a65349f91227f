package dev.nightjar.export.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From numbers to places on a picture, with round numbers to mark. Immutable.
 *
 * @param low number at the beginning
 * @param high number at the end
 * @param step distance of two marks
 * @param from place of the beginning
 * @param to place of the end
 */
record Scale(double low, double high, double step, double from, double to) {
  private static final int MARKS = 4;

  /** A scale that holds zero and both numbers, and ends at marks. */
  static Scale of(double least, double most, double from, double to) {
    double low = Math.min(0, least);
    double high = Math.max(0, most);
    double span = high - low > 0 ? high - low : 1;
    double power = Math.pow(10, Math.floor(Math.log10(span / MARKS)));
    double rough = span / MARKS / power;
    double step = power * (rough <= 1 ? 1 : rough <= 2 ? 2 : rough <= 5 ? 5 : 10);
    double end = Math.ceil(high / step - 1e-9) * step;
    return new Scale(Math.floor(low / step + 1e-9) * step, end > low ? end : step, step, from, to);
  }

  double place(double number) {
    return from + (number - low) / (high - low) * (to - from);
  }

  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    for (long i = Math.round(low / step); i <= Math.round(high / step); i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** A mark in as many digits as the step needs. */
  String label(double mark) {
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", mark);
  }
}

package dev.nightjar.export.night;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for a terminal: a header, columns as wide as they need, numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these column names. */
  public TextTable(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row with a cell for each column. */
  public TextTable row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** A count as people read it, with a comma for each thousand. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      right[column] = rows.size() > 1;
      for (int row = 0; row < rows.size(); row++) {
        String cell = rows.get(row).get(column);
        widths[column] = Math.max(widths[column], cell.length());
        right[column] &= row == 0 || cell.isEmpty() || numeric(cell);
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        line.append(column == 0 ? "" : GAP);
        pad(line, row.get(column), widths[column], right[column]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static boolean numeric(String cell) {
    char first = cell.charAt(0);
    return (Character.isDigit(first) && cell.indexOf('-') < 0) || cell.equals("-");
  }

  private static void pad(StringBuilder line, String cell, int width, boolean right) {
    String blanks = " ".repeat(width - cell.length());
    line.append(right ? blanks + cell : cell + blanks);
  }
}

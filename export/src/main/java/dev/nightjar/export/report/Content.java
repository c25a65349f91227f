package dev.nightjar.export.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A report before it is written in any form: sections of sentences, plots and tables. Immutable.
 */
record Content(String title, String subtitle, List<Section> sections) {

  /** A part with a heading of its own. */
  record Section(String title, List<Block> blocks) {}

  /** What a section is made of. */
  sealed interface Block permits Text, Points, Figure {}

  /** A paragraph. */
  record Text(String text) implements Block {}

  /** A list of sentences. */
  record Points(List<String> points) implements Block {}

  /**
   * A table and, where there is one, the plot beside it.
   *
   * @param plots none, one or more
   */
  record Figure(String title, List<Plot> plots, Table table) implements Block {}

  /** Rows of cells under a header; the first column names the row. */
  record Table(List<String> header, List<List<String>> rows) {}

  /** A picture of numbers; its words are what somebody hears who does not see it. */
  sealed interface Plot permits Bars, Curves {
    String words();
  }

  /**
   * Bars from zero, with intervals.
   *
   * @param reference where a line stands to compare with
   */
  record Bars(String words, String axis, List<Bar> bars, OptionalDouble reference)
      implements Plot {}

  /** One bar; low and high are equal to the value where there is no interval. */
  record Bar(String label, double value, double low, double high, Role role) {}

  /** Lines over lengths of list. */
  record Curves(String words, String axis, List<Integer> lengths, List<Curve> curves)
      implements Plot {}

  /** One line, a value a length. */
  record Curve(String label, List<Double> values, Role role) {}

  /** What a recommender is in a comparison; each has a colour and a shape of its own. */
  enum Role {
    SERVED("what is served"),
    BEST_PART("best part"),
    PART("other part"),
    BASELINE("baseline"),
    BOUND("oracle");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** The class in a style sheet. */
    String id() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}

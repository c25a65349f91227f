package dev.nightjar.etl.expectations;

import java.time.LocalDate;
import java.util.List;

/** The text that the owner of the data reads when a night stops. */
final class Report {

  private Report() {}

  /**
   * @param examples of each breach, in the same order
   * @param drift what senders changed
   */
  static String text(
      LocalDate runDate, List<Breach> breaches, List<List<String>> examples, List<String> drift) {
    StringBuilder text =
        new StringBuilder()
            .append(
                breaches.size() == 1 ? "1 expectation does" : breaches.size() + " expectations do")
            .append(" not hold in the night of ")
            .append(runDate)
            .append("; nothing was published.");
    for (int i = 0; i < breaches.size(); i++) {
      Breach breach = breaches.get(i);
      text.append("\n  ").append(i + 1).append(". ").append(breach);
      examples.get(i).forEach(example -> text.append("\n     for example ").append(example));
      text.append("\n     to do: ").append(breach.todo());
    }
    drift.forEach(line -> text.append("\n  changed: ").append(line));
    return text.append("\n  Then run the night again: it takes the same files.").toString();
  }
}

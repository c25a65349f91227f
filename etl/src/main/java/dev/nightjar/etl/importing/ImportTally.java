package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of the rows of an import, before anything is landed.
 *
 * @param counts how many rows were read and what they give
 * @param errors rejected rows by rule
 * @param examples up to three rejected rows by rule, as people can read them
 * @param unmapped the most frequent event names that no night understands, with their counts
 * @param span days of the events
 */
record ImportTally(
    Counts counts,
    Map<String, Long> errors,
    Map<String, List<String>> examples,
    Map<String, Long> unmapped,
    Span span) {

  private static final int EXAMPLES_A_RULE = 3;
  private static final int UNMAPPED_NAMES = 10;

  /**
   * How many.
   *
   * @param rows source rows
   * @param keptOut source rows that are left out, or give nothing
   * @param accepted mapped rows: what source rows give, an event and a record at once counting once
   * @param events lines for landing/events
   * @param items lines for landing/items, before the newest of each item is chosen
   */
  record Counts(long rows, long keptOut, long accepted, long events, long items) {

    /** These, and those of one outcome. */
    private Counts with(Row outcome) {
      boolean isAccepted = outcome.getString(0).equals(MappedRows.ACCEPTED);
      boolean isKeptOut = outcome.getString(0).equals(MappedRows.KEPT_OUT);
      return new Counts(
          rows + outcome.getLong(2),
          keptOut + (isKeptOut ? outcome.getLong(2) : 0),
          accepted + (isAccepted ? outcome.getLong(1) : 0),
          events + outcome.getLong(3),
          items + outcome.getLong(4));
    }
  }

  /**
   * First and last day of the events, and how many lines have no day of their own.
   *
   * @param first UTC day of the earliest event, empty without events
   * @param last UTC day of the latest event
   * @param withoutDay lines to land that have no time
   */
  record Span(Optional<LocalDate> first, Optional<LocalDate> last, long withoutDay) {}

  /**
   * Counts mapped rows.
   *
   * @param meanings event names that the nights understand
   */
  static ImportTally of(Dataset<Row> mapped, Set<String> meanings) {
    List<Row> counts =
        mapped
            .groupBy(MappedRows.OUTCOME)
            .agg(
                count(lit(1)),
                count_if(col(MappedRows.FIRST)),
                count(MappedRows.EVENT_LINE),
                count(MappedRows.ITEM_LINE),
                min(MappedRows.DAY),
                max(MappedRows.DAY),
                count_if(
                    col(MappedRows.DAY)
                        .isNull()
                        .and(
                            col(MappedRows.EVENT_LINE)
                                .isNotNull()
                                .or(col(MappedRows.ITEM_LINE).isNotNull()))))
            .collectAsList();
    Counts all = new Counts(0, 0, 0, 0, 0);
    Map<String, Long> errors = new TreeMap<>();
    Span span = new Span(Optional.empty(), Optional.empty(), 0);
    for (Row row : counts) {
      all = all.with(row);
      switch (row.getString(0)) {
        case MappedRows.ACCEPTED -> span = span(row);
        case MappedRows.KEPT_OUT, MappedRows.ELSEWHERE -> {}
        default -> errors.put(row.getString(0), row.getLong(1));
      }
    }
    return new ImportTally(all, errors, examples(mapped, errors), unmapped(mapped, meanings), span);
  }

  /** Rejected rows over all rules. */
  long rejected() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Why the import has to be refused, if it has to. */
  Optional<String> refusal(double maxErrorShare) {
    long considered = counts.accepted() + rejected();
    if (rejected() <= maxErrorShare * considered) {
      return Optional.empty();
    }
    String rules =
        errors.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue() + example(e.getKey()))
            .collect(Collectors.joining("; "));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d rows (%.1f %%) cannot be mapped, more than max_error_share = %s allows, so"
                + " nothing was landed: %s; correct the mapping or the rows, or raise"
                + " max_error_share",
            rejected(),
            considered,
            100.0 * rejected() / considered,
            maxErrorShare,
            rules));
  }

  private String example(String rule) {
    List<String> some = examples.getOrDefault(rule, List.of());
    return some.isEmpty() ? "" : " (such as " + some.get(0) + ")";
  }

  private static Map<String, List<String>> examples(Dataset<Row> mapped, Map<String, Long> errors) {
    Map<String, List<String>> examples = new LinkedHashMap<>();
    for (String rule : errors.keySet()) {
      List<String> some = new ArrayList<>();
      mapped
          .filter(col(MappedRows.OUTCOME).equalTo(rule))
          .select(MappedRows.EXAMPLE)
          .limit(EXAMPLES_A_RULE)
          .collectAsList()
          .forEach(row -> some.add(String.valueOf(row.getString(0))));
      examples.put(rule, some);
    }
    return examples;
  }

  private static Map<String, Long> unmapped(Dataset<Row> mapped, Set<String> meanings) {
    Map<String, Long> unmapped = new LinkedHashMap<>();
    mapped
        .filter(
            col(MappedRows.EVENT_NAME)
                .isNotNull()
                .and(not(col(MappedRows.EVENT_NAME).isin(meanings.toArray()))))
        .groupBy(MappedRows.EVENT_NAME)
        .agg(count(lit(1)).as(MappedRows.LINES))
        .orderBy(col(MappedRows.LINES).desc(), col(MappedRows.EVENT_NAME))
        .limit(UNMAPPED_NAMES)
        .collectAsList()
        .forEach(row -> unmapped.put(row.getString(0), row.getLong(1)));
    return unmapped;
  }

  private static Span span(Row row) {
    return new Span(date(row, 5), date(row, 6), row.getLong(7));
  }

  private static Optional<LocalDate> date(Row row, int column) {
    return row.isNullAt(column) ? Optional.empty() : Optional.of(row.getDate(column).toLocalDate());
  }
}

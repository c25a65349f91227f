package dev.nightjar.etl.expectations;

import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.TableProfile;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Turns collected rows of {@link Profiling} into figures, and figures into rows of the table. */
final class ProfileRows {

  private ProfileRows() {}

  /** Figures of a checked table, one for each of the rules it was profiled with, and its rows. */
  static List<Figure> ofTable(Row row, List<Expectation> rules) {
    List<Figure> figures = new ArrayList<>();
    String table = row.getAs(Profiling.TABLE);
    String producer = row.getAs(Profiling.PRODUCER);
    long rows = row.<Long>getAs(Profiling.ROWS);
    List<Long> numbers = row.getList(row.fieldIndex(Profiling.NUMBERS));
    for (int i = 0; i < rules.size(); i++) {
      figures.add(
          new Figure(
              Judgement.key(rules.get(i)), producer, rows, Optional.ofNullable(numbers.get(i))));
    }
    Figure.Key all = new Figure.Key(table, Figures.ROWS, "");
    if (figures.stream().noneMatch(figure -> figure.key().equals(all))) {
      figures.add(new Figure(all, producer, rows, Optional.of(rows)));
    }
    return figures;
  }

  /** Files and lines of one feed. */
  static List<Figure> ofLanding(Row row) {
    String feed = row.getAs(Profiling.SUBJECT);
    List<Long> numbers = row.getList(row.fieldIndex(Profiling.NUMBERS));
    return List.of(
        new Figure(
            new Figure.Key(RunAccounting.TABLE.qualifiedName(), Figures.FILES, feed),
            "",
            row.<Long>getAs(Profiling.ROWS),
            Optional.of(numbers.get(0))),
        new Figure(
            new Figure.Key(RunAccounting.TABLE.qualifiedName(), Figures.LINES, feed),
            "",
            numbers.get(1),
            Optional.of(numbers.get(2))));
  }

  /** A count by subject and producer. */
  static Figure ofSubject(Row row, String measure) {
    long rows = row.<Long>getAs(Profiling.ROWS);
    return new Figure(
        new Figure.Key(row.getAs(Profiling.TABLE), measure, row.getAs(Profiling.SUBJECT)),
        row.getAs(Profiling.PRODUCER),
        rows,
        Optional.of(rows));
  }

  /** Rows of gold.table_profile. */
  static List<Row> rows(LocalDate runDate, Figures figures) {
    return figures.all().stream()
        .map(
            figure ->
                RowFactory.create(
                    Date.valueOf(runDate),
                    figure.key().table(),
                    figure.key().measure(),
                    figure.key().column(),
                    figure.producer(),
                    figure.rows(),
                    figure.number().orElse(null)))
        .toList();
  }

  /** Nights of collected rows of gold.table_profile, newest first. */
  static List<Figures> nights(List<Row> rows) {
    Map<LocalDate, List<Figure>> nights = new TreeMap<>(java.util.Comparator.reverseOrder());
    for (Row row : rows) {
      nights
          .computeIfAbsent(
              row.<Date>getAs(TableProfile.RUN_DATE).toLocalDate(), night -> new ArrayList<>())
          .add(
              new Figure(
                  new Figure.Key(
                      row.getAs(TableProfile.TABLE_NAME),
                      row.getAs(TableProfile.MEASURE),
                      row.getAs(TableProfile.COLUMN_NAME)),
                  row.getAs(TableProfile.PRODUCER),
                  row.<Long>getAs(TableProfile.ROWS),
                  Optional.ofNullable(row.<Long>getAs(TableProfile.FIGURE))));
    }
    return nights.values().stream().map(Figures::new).toList();
  }
}

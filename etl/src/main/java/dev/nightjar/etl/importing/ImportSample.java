package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.importing.ImportSummary.Mapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A few mapped rows to look at before anything is landed, in turn from every input. */
final class ImportSample {

  private static final int ROWS = 10;

  private ImportSample() {}

  /**
   * At most ten mapped rows.
   *
   * @param inputs places of the inputs in the mapping that have files
   */
  static List<Mapped> tenRows(Dataset<Row> mapped, SortedSet<Integer> inputs) {
    List<List<Mapped>> byInput = new ArrayList<>();
    for (int input : inputs) {
      byInput.add(firstTen(mapped, input));
    }
    List<Mapped> sample = new ArrayList<>();
    for (int turn = 0; turn < ROWS; turn++) {
      for (List<Mapped> rows : byInput) {
        if (turn < rows.size() && sample.size() < ROWS) {
          sample.add(rows.get(turn));
        }
      }
    }
    return sample;
  }

  private static List<Mapped> firstTen(Dataset<Row> mapped, int input) {
    return mapped
        .filter(
            col(MappedRows.INPUT)
                .equalTo(input)
                .and(col(MappedRows.OUTCOME).equalTo(MappedRows.ACCEPTED)))
        .select(
            col(MappedRows.EVENT_LINE).cast("string").as(MappedRows.EVENT_LINE),
            col(MappedRows.ITEM_LINE))
        .limit(ROWS)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Mapped(
                    "inputs[" + input + "]",
                    Optional.ofNullable(row.getAs(MappedRows.EVENT_LINE)),
                    Optional.ofNullable(row.getAs(MappedRows.ITEM_LINE))))
        .toList();
  }
}

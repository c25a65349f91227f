package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.importing.ImportSummary.Mapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A few mapped rows to look at before anything is landed, in turn from every input and all that its
 * rows give.
 */
final class ImportSample {

  private static final int ROWS = 10;

  private ImportSample() {}

  /**
   * At most ten mapped rows.
   *
   * @param inputs places of the inputs in the mapping that have files
   */
  static List<Mapped> tenRows(
      Dataset<Row> mapped, SortedSet<Integer> inputs, ImportMapping mapping) {
    List<List<Mapped>> parts = new ArrayList<>();
    for (int input : inputs) {
      int outputs = Math.max(1, mapping.inputs().get(input).outputs().size());
      for (int output = 0; output < outputs; output++) {
        parts.add(firstTen(mapped, input, output));
      }
    }
    List<Mapped> sample = new ArrayList<>();
    for (int turn = 0; turn < ROWS; turn++) {
      for (List<Mapped> rows : parts) {
        if (turn < rows.size() && sample.size() < ROWS) {
          sample.add(rows.get(turn));
        }
      }
    }
    return sample;
  }

  private static List<Mapped> firstTen(Dataset<Row> mapped, int input, int output) {
    return mapped
        .filter(
            col(MappedRows.INPUT)
                .equalTo(input)
                .and(col(MappedRows.OUTPUT).equalTo(output))
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

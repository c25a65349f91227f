package dev.nightjar.export.snapshot;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.training.scoring.ItemFactors;
import java.util.Map;
import java.util.TreeMap;

/** The item factors as columns of a snapshot, from which a server folds sessions in. */
final class FactorColumns {
  private FactorColumns() {}

  /** A column a factor, NaN for an item without factors. */
  static Map<String, float[]> of(ItemFactors factors, ItemIndex items) {
    int[] indexes = new int[factors.size()];
    for (int row = 0; row < indexes.length; row++) {
      indexes[row] = items.index(factors.id(row));
    }
    Map<String, float[]> columns = new TreeMap<>();
    for (int factor = 0; factor < factors.rank() && indexes.length > 0; factor++) {
      float[] column = items.unknownColumn();
      for (int row = 0; row < indexes.length; row++) {
        if (indexes[row] >= 0) {
          column[indexes[row]] = factors.value(row, factor);
        }
      }
      columns.put(ItemColumns.factor(factor), column);
    }
    return columns;
  }
}

package dev.nightjar.export.snapshot;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.training.scoring.ItemFactors;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The item factors as columns of a snapshot, from which a server folds sessions in. */
final class FactorColumns {
  private FactorColumns() {}

  /** A column a factor, NaN for an item without factors. */
  static Map<String, float[]> of(ItemFactors factors, ItemIndex items) {
    Map<String, float[]> columns = new TreeMap<>();
    for (int factor = 0; factor < factors.rank() && factors.size() > 0; factor++) {
      float[] column = new float[items.size()];
      Arrays.fill(column, Float.NaN);
      columns.put(ItemColumns.factor(factor), column);
    }
    for (int row = 0; row < factors.size(); row++) {
      int item = items.index(factors.id(row));
      for (int factor = 0; factor < factors.rank() && item >= 0; factor++) {
        columns.get(ItemColumns.factor(factor))[item] = factors.value(row, factor);
      }
    }
    return columns;
  }
}

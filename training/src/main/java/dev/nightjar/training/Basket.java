package dev.nightjar.training;

import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Items that belong together, as plain arrays, a place an item.
 *
 * @param items their indexes, ascending
 * @param weights the weight of each
 */
@SuppressWarnings("ArrayRecordComponent")
record Basket(int[] items, float[] weights) {
  /** Reads columns 1 and 2 of a row (is person, item indexes, weights). */
  static Basket of(Row row) {
    Seq<Integer> itemSeq = row.getSeq(1);
    Seq<Float> weightSeq = row.getSeq(2);
    int[] items = new int[itemSeq.length()];
    float[] weights = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = itemSeq.apply(i);
      weights[i] = weightSeq.apply(i);
    }
    return new Basket(items, weights);
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import dev.nightjar.training.tables.ItemFactorsFile;
import dev.nightjar.training.tables.ItemNeighborsFile;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Brings what is bounded by the number of items to the driver, as the flat indexes that are
 * broadcast for exact scoring. Refuses more items than the bound instead of running out of memory.
 */
public final class ScoringLoader {
  private ScoringLoader() {}

  /**
   * All item factors, in the order of the ids.
   *
   * @param rows schema {@link ItemFactorsFile}
   * @param maxItems bound on the rows
   */
  public static ItemFactors collectItemFactors(Dataset<Row> rows, int maxItems) {
    List<Row> items =
        rows
            .select(ItemFactorsFile.ITEM_ID, ItemFactorsFile.FACTORS)
            .limit(maxItems + 1)
            .collectAsList()
            .stream()
            .sorted((a, b) -> a.getString(0).compareTo(b.getString(0)))
            .toList();
    checkBound(items.size(), maxItems);
    int rank = items.isEmpty() ? 1 : items.get(0).<Float>getSeq(1).length();
    String[] ids = new String[items.size()];
    float[] factors = new float[ids.length * rank];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = items.get(i).getString(0);
      Seq<Float> row = items.get(i).getSeq(1);
      for (int f = 0; f < rank; f++) {
        factors[i * rank + f] = row.apply(f);
      }
    }
    return new ItemFactors(ids, factors, rank);
  }

  /**
   * All neighbours, over the given items, an item's index being its place; neighbours of or to
   * other items are left out.
   *
   * @param rows schema {@link ItemNeighborsFile}
   * @param ids item ids, ascending, without repeats
   */
  public static NeighborIndex collectNeighbors(Dataset<Row> rows, String[] ids) {
    List<Row> ordered =
        rows
            .select(
                col(ItemNeighborsFile.ITEM_ID),
                col(ItemNeighborsFile.NEIGHBOR_ID),
                col(ItemNeighborsFile.SCORE).cast("float"),
                col(ItemNeighborsFile.RANK))
            .orderBy(ItemNeighborsFile.ITEM_ID, ItemNeighborsFile.RANK)
            .collectAsList()
            .stream()
            .filter(row -> Arrays.binarySearch(ids, row.getString(0)) >= 0)
            .filter(row -> Arrays.binarySearch(ids, row.getString(1)) >= 0)
            .toList();
    int[] starts = new int[ids.length + 1];
    int[] neighbors = new int[ordered.size()];
    float[] similarities = new float[ordered.size()];
    for (int at = 0; at < neighbors.length; at++) {
      Row row = ordered.get(at);
      starts[Arrays.binarySearch(ids, row.getString(0)) + 1]++;
      neighbors[at] = Arrays.binarySearch(ids, row.getString(1));
      similarities[at] = row.getFloat(2);
    }
    for (int i = 0; i < ids.length; i++) {
      starts[i + 1] += starts[i];
    }
    return new NeighborIndex(ids, starts, neighbors, similarities);
  }

  private static void checkBound(int items, int maxItems) {
    if (items > maxItems) {
      throw new IllegalStateException(
          "more than %d items have factors; raise training.max_items, each costs 4 bytes a factor"
              .formatted(maxItems));
    }
  }
}

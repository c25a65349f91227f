package dev.nightjar.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.scoring.TopK;
import dev.nightjar.training.tables.ItemNeighborsFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * The two tasks behind what points from one item to others: rows to partial sums a partition,
 * partial sums to the best items of each item. Serializable, no state beside its parameters.
 */
final class NeighborRows implements Serializable {
  private static final String NEIGHBOR_INDEX = "neighbor_index";
  private static final StructType SCHEMA =
      new StructType()
          .add(Examples.ITEM_INDEX, DataTypes.IntegerType, false)
          .add(ItemNeighborsFile.RANK, DataTypes.IntegerType, false)
          .add(NEIGHBOR_INDEX, DataTypes.IntegerType, false)
          .add(ItemNeighborsFile.SCORE, DataTypes.DoubleType, false);

  private static final long serialVersionUID = 1L;

  private final Size size;
  private final Pairs pairs;
  private final Score score;

  /**
   * @param pairs the pairs that a row speaks for
   * @param score what their sum comes to
   */
  NeighborRows(Size size, Pairs pairs, Score score) {
    this.size = size;
    this.pairs = pairs;
    this.score = score;
  }

  /**
   * How much there is.
   *
   * @param partitions tasks; part of the result's last bits
   * @param items items there are
   * @param count others kept of each
   * @param maxPairs pairs that one task holds before it hands them on
   * @param ordered whether (a, b) is another pair than (b, a)
   */
  record Size(int partitions, int items, int count, int maxPairs, boolean ordered)
      implements Serializable {}

  /** Gives the pairs of a row. */
  @FunctionalInterface
  interface Pairs extends Serializable {
    void add(Row row, PairSums into);
  }

  /** The score of a pair, from its sum, its count and the sum of all pairs of the first item. */
  @FunctionalInterface
  interface Score extends Serializable {
    float of(float sum, int count, double total);
  }

  /** Rows to the best items of every item, schema {@link ItemNeighborsFile}. */
  Dataset<Row> perItem(Dataset<Row> rows, Dataset<Row> items) {
    JavaRDD<PairRow> sums = rows.toJavaRDD().mapPartitionsWithIndex(this::combine, false);
    return named(items.sparkSession().createDataFrame(best(sums), SCHEMA), items);
  }

  /** The same from rows (item index, rank, other index, score) that are at hand. */
  static Dataset<Row> perItem(List<Row> rows, Dataset<Row> items) {
    return named(items.sparkSession().createDataFrame(rows, SCHEMA), items);
  }

  private static Dataset<Row> named(Dataset<Row> rows, Dataset<Row> items) {
    Dataset<Row> others =
        items.select(
            col(Examples.ITEM_ID).as(ItemNeighborsFile.NEIGHBOR_ID),
            col(Examples.ITEM_INDEX).as(NEIGHBOR_INDEX));
    return rows.join(broadcast(items), Examples.ITEM_INDEX)
        .join(broadcast(others), NEIGHBOR_INDEX)
        .select(
            col(Examples.ITEM_ID).as(ItemNeighborsFile.ITEM_ID),
            col(ItemNeighborsFile.RANK),
            col(ItemNeighborsFile.NEIGHBOR_ID),
            col(ItemNeighborsFile.SCORE));
  }

  private Iterator<PairRow> combine(int partition, Iterator<Row> rows) {
    return new Iterator<>() {
      private final PairSums sums = new PairSums(size.maxPairs(), size.ordered());
      private long origin = (long) partition << 32;
      private Iterator<PairRow> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!ready.hasNext() && (rows.hasNext() || !sums.isEmpty())) {
          while (rows.hasNext() && !sums.isFull()) {
            pairs.add(rows.next(), sums);
          }
          ready = sums.drain(size.items(), origin++).iterator();
        }
        return ready.hasNext();
      }

      @Override
      public PairRow next() {
        return ready.next();
      }
    };
  }

  private JavaRDD<Row> best(JavaRDD<PairRow> sums) {
    JavaPairRDD<Integer, PairRow> byItem =
        sums.mapToPair(row -> new Tuple2<>(row.item(), row))
            .partitionBy(new HashPartitioner(size.partitions()));
    return byItem.groupByKey().mapPartitions(this::best, true);
  }

  /** Adds rows (item index, rank, other index, score) of one item. */
  static void addRanks(int item, Ranked ranked, List<Row> into) {
    for (int rank = 0; rank < ranked.size(); rank++) {
      into.add(
          RowFactory.create(item, rank + 1, ranked.items()[rank], (double) ranked.scores()[rank]));
    }
  }

  private Iterator<Row> best(Iterator<Tuple2<Integer, Iterable<PairRow>>> items) {
    List<Row> rows = new ArrayList<>();
    float[] sums = new float[size.items()];
    int[] counts = new int[size.items()];
    TopK best = new TopK(size.count());
    while (items.hasNext()) {
      Tuple2<Integer, Iterable<PairRow>> item = items.next();
      Ranked ranked = best(item._2(), sums, counts, best.reset(item._1()));
      addRanks(item._1(), ranked, rows);
    }
    return rows.iterator();
  }

  private Ranked best(Iterable<PairRow> parts, float[] sums, int[] counts, TopK best) {
    double total = 0;
    List<PairRow> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    ordered.sort(Comparator.comparingLong(PairRow::origin));
    for (PairRow part : ordered) {
      for (int at = 0; at < part.length(); at++) {
        sums[part.other(at)] += part.sum(at);
        counts[part.other(at)] += part.count(at);
        total += part.sum(at);
      }
    }
    for (PairRow part : ordered) {
      for (int at = 0; at < part.length(); at++) {
        int other = part.other(at);
        if (sums[other] > 0) {
          best.offer(other, score.of(sums[other], counts[other], total));
        }
        sums[other] = 0;
        counts[other] = 0;
      }
    }
    return best.drain();
  }
}

package dev.nightjar.training;

import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.scoring.TopK;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.Tuple2;
import scala.collection.Seq;

/**
 * The two tasks behind {@link ItemNeighbors}: baskets to partial sums a partition, partial sums to
 * the nearest items of each item. Serializable, no state beside its parameters.
 */
final class NeighborRows implements Serializable {
  static final String NEIGHBOR_INDEX = "neighbor_index";

  private static final long serialVersionUID = 1L;

  private final int partitions;
  private final int itemCount;
  private final int count;
  private final double shrinkage;
  private final int maxPairs;

  NeighborRows(NeighborParams params, int partitions, int itemCount) {
    this.partitions = partitions;
    this.itemCount = itemCount;
    this.count = params.count();
    this.shrinkage = params.shrinkage();
    this.maxPairs = params.maxPairs();
  }

  /** Rows (is_person, item indexes, weights) of one partition to sums an item. */
  Iterator<PairRow> combine(int partition, Iterator<Row> baskets) {
    return new Iterator<>() {
      private final PairSums sums = new PairSums(maxPairs);
      private long origin = (long) partition << 32;
      private Iterator<PairRow> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!ready.hasNext() && (baskets.hasNext() || !sums.isEmpty())) {
          while (baskets.hasNext() && !sums.isFull()) {
            add(baskets.next(), sums);
          }
          ready = sums.drain(itemCount, origin++).iterator();
        }
        return ready.hasNext();
      }

      @Override
      public PairRow next() {
        return ready.next();
      }
    };
  }

  /** Sums of all partitions to rows (item index, rank, neighbour index, score). */
  JavaRDD<Row> perItem(JavaRDD<PairRow> sums) {
    JavaPairRDD<Integer, PairRow> byItem =
        sums.mapToPair(row -> new Tuple2<>(row.item(), row))
            .partitionBy(new HashPartitioner(partitions));
    return byItem.groupByKey().mapPartitions(this::nearest, true);
  }

  private static void add(Row basket, PairSums sums) {
    int persons = basket.getBoolean(0) ? 1 : 0;
    Seq<Integer> itemSeq = basket.getSeq(1);
    Seq<Float> weightSeq = basket.getSeq(2);
    int[] items = new int[itemSeq.length()];
    float[] weights = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = itemSeq.apply(i);
      weights[i] = weightSeq.apply(i);
    }
    for (int i = 0; i < items.length; i++) {
      for (int j = i + 1; j < items.length; j++) {
        sums.add(items[i], items[j], weights[i] * weights[j], persons);
      }
    }
  }

  private Iterator<Row> nearest(Iterator<Tuple2<Integer, Iterable<PairRow>>> items) {
    List<Row> rows = new ArrayList<>();
    float[] sums = new float[itemCount];
    int[] persons = new int[itemCount];
    TopK best = new TopK(count);
    while (items.hasNext()) {
      Tuple2<Integer, Iterable<PairRow>> item = items.next();
      Ranked ranked = nearest(item._2(), sums, persons, best.reset(item._1()));
      for (int rank = 0; rank < ranked.size(); rank++) {
        rows.add(
            RowFactory.create(
                item._1(), rank + 1, ranked.items()[rank], (double) ranked.scores()[rank]));
      }
    }
    return rows.iterator();
  }

  private Ranked nearest(Iterable<PairRow> parts, float[] sums, int[] persons, TopK best) {
    List<PairRow> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    ordered.sort(Comparator.comparingLong(PairRow::origin));
    for (PairRow part : ordered) {
      for (int at = 0; at < part.length(); at++) {
        sums[part.other(at)] += part.sum(at);
        persons[part.other(at)] += part.count(at);
      }
    }
    for (PairRow part : ordered) {
      for (int at = 0; at < part.length(); at++) {
        int other = part.other(at);
        if (sums[other] > 0) {
          best.offer(other, shrunk(sums[other], persons[other]));
        }
        sums[other] = 0;
        persons[other] = 0;
      }
    }
    return best.drain();
  }

  private float shrunk(float sum, int persons) {
    return shrinkage == 0 ? sum : (float) (sum * persons / (persons + shrinkage));
  }
}

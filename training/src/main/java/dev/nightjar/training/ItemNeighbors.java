package dev.nightjar.training;

import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.ItemNeighborsFile;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Neighbours of every item: by {@link Ease} or by the cosine of items over baskets, damped and
 * shrunk, after Sarwar et al., "Item-Based Collaborative Filtering Recommendation Algorithms"
 * (2001) and Deshpande and Karypis, "Item-Based Top-N Recommendation Algorithms" (2004). For both
 * there are two sorts of baskets, the rows of one matrix: all examples of a person, weighted by
 * {@code log1p(preference)} ("people who"), and the items of one person on one day ("next click").
 * Shrinkage after Koren, "Factorization Meets the Neighborhood" (2008) needs persons in common, not
 * days.
 *
 * <p>Every entry is divided by its item's norm first, so that the sum over baskets of the products
 * is the similarity already. Sums are combined within a task in {@link PairSums} and shuffled as
 * one {@link PairRow} an item: for 3,600 items and 250,000 examples about 150 MB instead of 20
 * million rows. With equal input and partitions the result is equal to the bit.
 */
final class ItemNeighbors {
  private static final int MOST_TRIANGLES = 4;
  private static final String DAY = "day";
  private static final String WEIGHT = "weight";
  private static final String NORM = "norm";
  private static final String BASKET = "basket";
  private static final String IS_PERSON = "is_person";
  private static final String ITEM_INDEX = Examples.ITEM_INDEX;
  private static final String PERSON_INDEX = Examples.PERSON_INDEX;

  private final NeighborParams params;
  private final int partitions;
  private final int maxBasket;

  /**
   * @param partitions tasks; part of the result's last bits
   * @param maxBasket items of one basket at most
   */
  ItemNeighbors(NeighborParams params, int partitions, int maxBasket) {
    this.params = params;
    this.partitions = partitions;
    this.maxBasket = maxBasket;
  }

  /**
   * The nearest items of every item, schema {@link ItemNeighborsFile}.
   *
   * @param examples positive examples of the window
   * @param interactions interactions of the same window
   * @param method {@link NeighborParams#EASE} or {@link NeighborParams#COSINE}
   */
  Dataset<Row> train(Examples examples, Dataset<Row> interactions, String method) {
    return method.equals(NeighborParams.EASE) && !examples.isEmpty()
        ? NeighborRows.perItem(weights(examples, interactions), examples.items())
        : cosines(examples, interactions);
  }

  private List<Row> weights(Examples examples, Dataset<Row> interactions) {
    Dataset<Row> entries =
        entries(examples, interactions, lit(1)).withColumn(WEIGHT, col(WEIGHT).cast("float"));
    // Each task holds a whole triangle.
    Dataset<Row> baskets = baskets(entries, Math.min(partitions, MOST_TRIANGLES), 1);
    return new Ease(params.ease(), examples.itemCount()).rows(baskets.toJavaRDD(), params.count());
  }

  private Dataset<Row> cosines(Examples examples, Dataset<Row> interactions) {
    Dataset<Row> entries = normed(entries(examples, interactions, log1p(col(Examples.PREFERENCE))));
    double shrinkage = params.shrinkage();
    return new NeighborRows(
            new NeighborRows.Size(
                partitions, examples.itemCount(), params.count(), params.maxPairs(), false),
            ItemNeighbors::addPairs,
            (sum, persons, total) ->
                shrinkage == 0 ? sum : (float) (sum * persons / (persons + shrinkage)))
        .perItem(baskets(entries, partitions, 2), examples.items());
  }

  private static void addPairs(Row row, PairSums sums) {
    int persons = row.getBoolean(0) ? 1 : 0;
    Basket basket = Basket.of(row);
    int[] items = basket.items();
    float[] weights = basket.weights();
    for (int i = 0; i < items.length; i++) {
      for (int j = i + 1; j < items.length; j++) {
        sums.add(items[i], items[j], weights[i] * weights[j], persons);
      }
    }
  }

  /** The matrix: a row an entry of a basket, persons' entries with this weight. */
  private Dataset<Row> entries(Examples examples, Dataset<Row> interactions, Column weight) {
    Column personShare = sqrt(lit(1 - params.visitWeight()));
    Dataset<Row> entries =
        examples
            .rows()
            .select(
                col(PERSON_INDEX),
                lit(-1).as(DAY),
                col(ITEM_INDEX),
                weight.multiply(personShare).as(WEIGHT));
    return params.visitWeight() > 0 ? entries.unionByName(visits(examples, interactions)) : entries;
  }

  /** Every entry divided by the norm of its item. */
  private Dataset<Row> normed(Dataset<Row> entries) {
    Dataset<Row> norms =
        entries
            .groupBy(ITEM_INDEX)
            .agg(
                pow(ExactSum.of(col(WEIGHT).multiply(col(WEIGHT))), lit(params.exponent()))
                    .as(NORM));
    return entries
        .join(broadcast(norms), ITEM_INDEX)
        .withColumn(WEIGHT, col(WEIGHT).divide(col(NORM)).cast("float"));
  }

  private Dataset<Row> visits(Examples examples, Dataset<Row> interactions) {
    return interactions
        .where(col(Interactions.STRENGTH).gt(0))
        .select(
            col(Interactions.PERSON_ID).as(Examples.PERSON_ID),
            col(Interactions.ITEM_ID).as(Examples.ITEM_ID),
            unix_date(col(Interactions.EVENT_DATE)).as(DAY))
        .distinct()
        .join(examples.persons(), Examples.PERSON_ID)
        .join(broadcast(examples.items()), Examples.ITEM_ID)
        .select(
            col(PERSON_INDEX),
            col(DAY),
            col(ITEM_INDEX),
            sqrt(lit(params.visitWeight())).as(WEIGHT));
  }

  /** A row a basket of at least so many items: its entries in the order of the items, capped. */
  private Dataset<Row> baskets(Dataset<Row> entries, int tasks, int least) {
    Column entry = struct(col(ITEM_INDEX), col(WEIGHT));
    return entries
        .repartition(tasks, col(PERSON_INDEX))
        .groupBy(PERSON_INDEX, DAY)
        .agg(slice(sort_array(collect_list(entry)), 1, maxBasket).as(BASKET))
        .where(array_size(col(BASKET)).geq(least))
        .sortWithinPartitions(PERSON_INDEX, DAY)
        .select(
            col(DAY).lt(0).as(IS_PERSON),
            col(BASKET + "." + ITEM_INDEX).as(ITEM_INDEX),
            col(BASKET + "." + WEIGHT).as(WEIGHT));
  }
}

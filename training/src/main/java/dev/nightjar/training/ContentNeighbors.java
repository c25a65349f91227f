package dev.nightjar.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.tables.ItemNeighborsFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * The items whose texts are most like an item's, by what their {@link ItemWords} have in common:
 * content based filtering, after Pazzani and Billsus, "Content-Based Recommendation Systems"
 * (2007). It needs nobody to have met an item, so it holds for items of the first day. Of two items
 * as alike the better known one goes first, for whole shelves may have the same words.
 */
final class ContentNeighbors {
  private static final String PERSONS = "persons";

  private final ContentParams params;
  private final int partitions;
  private final int maxItems;

  /**
   * @param partitions tasks
   * @param maxItems bound on the items, whose words are held in memory
   */
  ContentNeighbors(ContentParams params, int partitions, int maxItems) {
    this.params = params;
    this.partitions = partitions;
    this.maxItems = maxItems;
  }

  /**
   * The likest items of every item, schema {@link ItemNeighborsFile}.
   *
   * @param words a row an item, of {@link ItemWords}
   * @param examples positive examples of the window
   * @param metOnly whether items that nobody met are left out, as nobody could know them then
   */
  Dataset<Row> train(Dataset<Row> words, Examples examples, boolean metOnly) {
    SparkSession spark = words.sparkSession();
    Dataset<Row> known =
        examples.rows().groupBy(Examples.ITEM_ID).agg(count(lit(1)).cast("double").as(PERSONS));
    List<Row> items =
        params.count() == 0
            ? List.of()
            : words
                .join(known, new String[] {Examples.ITEM_ID}, metOnly ? "inner" : "left")
                .select(
                    col(Examples.ITEM_ID), col(ItemWords.VECTOR), coalesce(col(PERSONS), lit(0.0)))
                .limit(maxItems)
                .collectAsList()
                .stream()
                .sorted((a, b) -> a.getString(0).compareTo(b.getString(0)))
                .toList();
    if (items.isEmpty()) {
      return spark.createDataFrame(List.of(), ItemNeighborsFile.SCHEMA);
    }
    return spark.createDataFrame(rows(spark, items), ItemNeighborsFile.SCHEMA);
  }

  private JavaRDD<Row> rows(SparkSession spark, List<Row> items) {
    String[] ids = items.stream().map(row -> row.getString(0)).toArray(String[]::new);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<WordIndex> index = context.broadcast(index(items));
    Broadcast<String[]> names = context.broadcast(ids);
    int count = params.count();
    return context
        .parallelize(IntStream.range(0, ids.length).boxed().toList(), partitions)
        .mapPartitions(some -> ranked(some, index.value().finder(count), names.value()));
  }

  private WordIndex index(List<Row> items) {
    double most = items.stream().mapToDouble(row -> row.getDouble(2)).max().orElse(0);
    float[] boosts = new float[items.size()];
    for (int i = 0; i < boosts.length; i++) {
      double known = most == 0 ? 0 : Math.log1p(items.get(i).getDouble(2)) / Math.log1p(most);
      boosts[i] = (float) (1 + params.knownShare() * known);
    }
    int[][] words =
        items.stream().map(row -> row.<Vector>getAs(1).toSparse().indices()).toArray(int[][]::new);
    return new WordIndex(words, boosts, params.maxItemsAWord());
  }

  private static Iterator<Row> ranked(
      Iterator<Integer> items, WordIndex.Finder finder, String[] ids) {
    List<Row> rows = new ArrayList<>();
    while (items.hasNext()) {
      int item = items.next();
      Ranked like = finder.like(item);
      for (int rank = 0; rank < like.size(); rank++) {
        rows.add(
            RowFactory.create(
                ids[item], rank + 1, ids[like.items()[rank]], (double) like.scores()[rank]));
      }
    }
    return rows.iterator();
  }
}

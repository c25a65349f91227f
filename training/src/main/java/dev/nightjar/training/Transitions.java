package dev.nightjar.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.reverse;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_millis;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.ItemNeighborsFile;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * What people turn to after an item: the share of each later item among a person's next events,
 * nearer ones and newer ones weighing more. A first-order Markov chain with skips (Rendle et al.,
 * "Factorizing Personalized Markov Chains", 2010; skips after Ludewig and Jannach, "Evaluation of
 * Session-based Recommendation Algorithms", 2018, sequential rules).
 *
 * <p>With equal input and partitions the result is equal to the bit.
 */
final class Transitions {
  private static final String AT = "at";
  private static final String EVENTS = "events";

  private final TransitionParams params;
  private final NeighborRows.Size size;
  private final int longest;
  private final Instant cutoff;

  /**
   * @param size how much there is, in order
   * @param longest newest events of a person that are looked at
   * @param cutoff the moment that ages count from
   */
  Transitions(TransitionParams params, NeighborRows.Size size, int longest, Instant cutoff) {
    this.params = params;
    this.size = size;
    this.longest = longest;
    this.cutoff = cutoff;
  }

  /**
   * The likeliest next items of every item, schema {@link ItemNeighborsFile}.
   *
   * @param examples positive examples of the window
   * @param interactions interactions of the same window
   */
  Dataset<Row> train(Examples examples, Dataset<Row> interactions) {
    int window = params.window();
    float decay = (float) params.decay();
    double perMilli = Math.log(0.5) / (params.halfLifeDays() * Duration.ofDays(1).toMillis());
    double shrinkage = params.shrinkage();
    long now = cutoff.toEpochMilli();
    return new NeighborRows(
            size,
            (events, into) ->
                addNext(events, window, decay, at -> weight(now - at, perMilli), into),
            (sum, count, total) -> (float) (sum / (total + shrinkage)))
        .perItem(perPersonEvents(examples, interactions), examples.items());
  }

  /** A row a person: moments and items of the newest events, oldest first. */
  private Dataset<Row> perPersonEvents(Examples examples, Dataset<Row> interactions) {
    Column event =
        struct(unix_millis(col(Interactions.OCCURRED_AT)).as(AT), col(Examples.ITEM_INDEX));
    return interactions
        .where(col(Interactions.STRENGTH).gt(0))
        .select(
            col(Interactions.PERSON_ID).as(Examples.PERSON_ID),
            col(Interactions.ITEM_ID).as(Examples.ITEM_ID),
            col(Interactions.OCCURRED_AT))
        .join(examples.persons(), Examples.PERSON_ID)
        .join(broadcast(examples.items()), Examples.ITEM_ID)
        .repartition(size.partitions(), col(Examples.PERSON_INDEX))
        .groupBy(Examples.PERSON_INDEX)
        .agg(reverse(slice(sort_array(collect_list(event), false), 1, longest)).as(EVENTS))
        .sortWithinPartitions(Examples.PERSON_INDEX)
        .select(col(EVENTS + "." + AT), col(EVENTS + "." + Examples.ITEM_INDEX));
  }

  private static void addNext(Row row, int window, float decay, Weight weight, PairSums into) {
    Seq<Long> at = row.getSeq(0);
    Seq<Integer> itemSeq = row.getSeq(1);
    int[] items = new int[itemSeq.length()];
    float[] weights = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = itemSeq.apply(i);
      weights[i] = weight.of(at.apply(i));
    }
    for (int first = 0; first < items.length; first++) {
      float near = 1;
      int end = Math.min(items.length - 1, first + window);
      for (int next = first + 1; next <= end; next++) {
        if (items[next] != items[first]) {
          into.add(items[first], items[next], near * weights[next], 1);
        }
        near *= decay;
      }
    }
  }

  private static float weight(long age, double perMilli) {
    return (float) Math.exp(perMilli * Math.max(0, age));
  }

  /** What an event of a moment, in milliseconds, weighs. */
  @FunctionalInterface
  private interface Weight {
    float of(long at);
  }
}

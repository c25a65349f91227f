package dev.nightjar.training;

import dev.nightjar.training.SingleRecommenders.Person;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.RankingMetrics;
import dev.nightjar.training.scoring.TopK;
import dev.nightjar.training.tables.ModelMetrics;
import dev.nightjar.training.tables.UserFactors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Measures every single recommender on the persons of a window: all items of the window are ranked,
 * ties are random by a hash of the person, under two policies. Relevant items that the window never
 * saw are left out, for no model can rank them; a person without a relevant item left is not
 * counted. One map-only pass over the persons.
 */
final class SingleEvaluation {
  static final List<String> POLICIES = List.of(ModelMetrics.NEW_ITEMS, ModelMetrics.ALL_ITEMS);

  private SingleEvaluation() {}

  /** A measured number of one recommender under one policy. */
  record Measured(String recommender, String policy, MetricSums.Value value) {}

  /**
   * Measures on persons with columns {@code person_id}, {@code relevant}, {@code history} and
   * {@code factors} (null without).
   */
  static List<Measured> measure(
      Dataset<Row> persons, SingleRecommenders recommenders, EvaluationRules rules) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(persons.sparkSession().sparkContext());
    Broadcast<SingleRecommenders> shared = context.broadcast(recommenders);
    try {
      List<MetricSums[]> parts =
          persons
              .select(
                  EvaluationPersons.PERSON_ID,
                  EvaluationPersons.RELEVANT,
                  EvaluationPersons.HISTORY,
                  UserFactors.FACTORS)
              .toJavaRDD()
              .mapPartitions(rows -> sums(rows, shared.value(), rules))
              .collect();
      return merged(parts, recommenders, rules);
    } finally {
      shared.destroy();
    }
  }

  private static List<Measured> merged(
      List<MetricSums[]> parts, SingleRecommenders recommenders, EvaluationRules rules) {
    List<String> names = recommenders.names();
    MetricSums[] total = empty(names.size(), rules);
    for (MetricSums[] part : parts) {
      for (int i = 0; i < total.length; i++) {
        total[i].merge(part[i]);
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (int name = 0; name < names.size(); name++) {
      for (int policy = 0; policy < POLICIES.size(); policy++) {
        for (MetricSums.Value value :
            total[slot(name, policy)].values(recommenders.items().size())) {
          measured.add(new Measured(names.get(name), POLICIES.get(policy), value));
        }
      }
    }
    return measured;
  }

  private static Iterator<MetricSums[]> sums(
      Iterator<Row> rows, SingleRecommenders recommenders, EvaluationRules rules) {
    MetricSums[] sums = empty(recommenders.names().size(), rules);
    SingleRecommenders.Asker asker = recommenders.asker(rules.longest());
    while (rows.hasNext()) {
      add(rows.next(), recommenders.items(), asker, rules.seed(), sums);
    }
    return List.<MetricSums[]>of(sums).iterator();
  }

  private static void add(
      Row row, ItemFactors items, SingleRecommenders.Asker asker, long seed, MetricSums[] sums) {
    Seq<Row> history = row.getSeq(2);
    BitSet dismissed = new BitSet();
    BitSet seen = new BitSet();
    int[] past = new int[history.length()];
    float[] weights = new float[past.length];
    for (int i = 0; i < past.length; i++) {
      Row item = history.apply(i);
      past[i] = items.index(item.getString(0));
      weights[i] = item.getFloat(1);
      if (past[i] >= 0) {
        seen.set(past[i], item.getBoolean(2) || seen.get(past[i]));
        dismissed.set(past[i], item.getBoolean(3));
      }
    }
    seen.or(dismissed);
    int[] relevant = indexes(row.getSeq(1), items);
    int[] fresh = Arrays.stream(relevant).filter(item -> !seen.get(item)).toArray();
    Person person =
        new Person(factors(row), past, weights, TopK.mix(seed ^ row.getString(0).hashCode()));
    for (int name = 0; name * POLICIES.size() < sums.length; name++) {
      if (fresh.length > 0) {
        sums[slot(name, 0)].add(asker.ask(name, person, seen), fresh);
      }
      if (relevant.length > 0) {
        sums[slot(name, 1)].add(asker.ask(name, person, dismissed), relevant);
      }
    }
  }

  private static int[] indexes(Seq<String> ids, ItemFactors items) {
    int[] indexes = new int[ids.length()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = items.index(ids.apply(i));
    }
    return RankingMetrics.relevantSet(Arrays.stream(indexes).filter(i -> i >= 0).toArray());
  }

  private static float @Nullable [] factors(Row row) {
    if (row.isNullAt(3)) {
      return null;
    }
    Seq<Float> values = row.getSeq(3);
    float[] factors = new float[values.length()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = values.apply(i);
    }
    return factors;
  }

  private static MetricSums[] empty(int names, EvaluationRules rules) {
    MetricSums[] sums = new MetricSums[names * POLICIES.size()];
    Arrays.setAll(sums, i -> new MetricSums(rules.cutoffs()));
    return sums;
  }

  private static int slot(int name, int policy) {
    return name * POLICIES.size() + policy;
  }
}

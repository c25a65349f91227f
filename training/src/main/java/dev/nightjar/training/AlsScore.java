package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.tables.ModelMetrics;
import dev.nightjar.training.tables.UserFactors;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good factors of given parameters are: trained on what the validation window trains on and
 * measured, alone and for new items, on the persons of the validation period. Nothing of the test
 * period is read. Examples and persons are cached for all trials of a search and released by {@link
 * #close}: hold it in a try block. One thread.
 */
final class AlsScore implements AutoCloseable {
  /** Length of the list that is measured. */
  static final int K = 20;

  static final String METRIC = "ndcg";

  private final TrainingPlan plan;
  private final Dataset<Row> preferences;
  private final Dataset<Row> persons;
  private final Examples examples;

  private AlsScore(TrainingPlan plan, Dataset<Row> preferences, Dataset<Row> heldOut) {
    this.plan = plan;
    this.preferences = preferences.persist();
    persons =
        EvaluationPersons.withHistory(
                EvaluationPersons.perPersonRelevant(heldOut, preferences, plan.evaluation()),
                preferences)
            .repartition(plan.partitions(), col(EvaluationPersons.PERSON_ID))
            .persist();
    examples =
        Examples.persist(
            PreferenceAggregation.keepExamples(preferences, plan.preferences()), plan.partitions());
  }

  /**
   * Reads the validation window.
   *
   * @param interactions interactions of the whole night; the split keeps those of the window
   */
  static AlsScore open(Dataset<Row> interactions, TemporalSplit split, TrainingPlan plan) {
    TrainingWindow window = TrainingWindow.VALIDATION;
    return new AlsScore(
        plan,
        PreferenceAggregation.perPersonItem(
            split.keepTraining(interactions, window), plan.preferences(), split.cutoff(window)),
        // Nobody asks a trial for devices, so that a night's training need not keep them.
        split
            .keepEvaluation(interactions, window)
            .withColumn(EvaluationPersons.DEVICE, lit(null).cast("string")));
  }

  /** Persons that may be asked; some of them may have turned to nothing new. */
  long persons() {
    return persons.count();
  }

  /**
   * A measured set of parameters.
   *
   * @param ndcg mean over the persons
   * @param persons persons with something new to find
   */
  record Score(double ndcg, long persons) {}

  /** Trains and measures; 0 for nobody when no person has anything new to find. */
  Score of(AlsParams params) {
    AlsTrainer.Factors factors = new AlsTrainer(params).train(examples);
    ItemFactors items = ScoringLoader.collectItemFactors(factors.items(), plan.maxItems());
    Dataset<Row> asked =
        persons.join(factors.users(), new String[] {UserFactors.PERSON_ID}, "left");
    return SingleEvaluation.measure(asked, SingleRecommenders.ofFactors(items), rules()).stream()
        .filter(each -> each.policy().equals(ModelMetrics.NEW_ITEMS))
        .filter(each -> each.value().metric().equals(METRIC))
        .map(each -> new Score(each.value().value(), each.value().persons()))
        .findFirst()
        .orElse(new Score(0, 0));
  }

  private EvaluationRules rules() {
    EvaluationRules all = plan.evaluation();
    return new EvaluationRules(all.maxUsers(), all.minStrength(), List.of(K), all.seed());
  }

  @Override
  public void close() {
    examples.close();
    persons.unpersist();
    preferences.unpersist();
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ItemColumnsFile;
import dev.nightjar.training.tables.ItemFactorsFile;
import dev.nightjar.training.tables.ItemNeighborsFile;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.SegmentProfilesFile;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains every model of one window and writes its files. Each step reads what the step before
 * wrote, so that nothing is computed twice and what is stored is what was used. The number of
 * segments is chosen in the first window that has persons enough, and kept for the others: that is
 * the state of this class, so one instance serves one night. Once it is chosen, windows may be
 * trained from several threads.
 */
final class WindowTrainer {
  private final TrainingPlan plan;
  private final StoredModel model;
  private final Dataset<Row> items;
  private volatile int segmentCount = 1;

  /**
   * @param items silver.items as of the night
   */
  WindowTrainer(TrainingPlan plan, StoredModel model, Dataset<Row> items) {
    this.plan = plan;
    this.model = model;
    this.items = items;
  }

  int segmentCount() {
    return segmentCount;
  }

  /**
   * @param interactions interactions of the whole night; the split keeps those of the window
   * @return the number of items with a positive example
   */
  int train(TrainingWindow window, Dataset<Row> interactions, TemporalSplit split) {
    Dataset<Row> rows = split.keepTraining(interactions, Interactions.OCCURRED_AT, window);
    write(
        window,
        Preferences.FILE,
        PreferenceAggregation.perPersonItem(rows, plan.preferences(), split.cutoff(window)));
    Dataset<Row> preferences = model.read(window, Preferences.FILE, Preferences.SCHEMA);
    Dataset<Row> positive = PreferenceAggregation.keepExamples(preferences, plan.preferences());
    try (Examples examples = Examples.persist(positive, plan.partitions())) {
      trainFactors(window, examples);
      write(window, ItemNeighborsFile.FILE, neighbors(examples, rows));
      write(window, ItemColumnsFile.FILE, ItemNumbers.perItem(rows, split.cutoff(window)));
      trainSegments(window, examples, rows, split);
      return examples.itemCount();
    }
  }

  private void trainFactors(TrainingWindow window, Examples examples) {
    AlsTrainer.Factors factors = new AlsTrainer(plan.als()).train(examples);
    write(window, UserFactors.FILE, factors.users());
    write(window, ItemFactorsFile.FILE, factors.items());
  }

  private Dataset<Row> neighbors(Examples examples, Dataset<Row> rows) {
    int largestBasket = plan.preferences().maxItemsPerPerson();
    return new ItemNeighbors(plan.neighbors(), plan.partitions(), largestBasket)
        .train(examples, rows);
  }

  private void trainSegments(
      TrainingWindow window, Examples examples, Dataset<Row> rows, TemporalSplit split) {
    Dataset<Row> users = model.read(window, UserFactors.FILE, UserFactors.SCHEMA);
    Segments clustering = new Segments(plan.segments(), plan.partitions());
    if (segmentCount < 2) {
      segmentCount = clustering.chooseCount(users);
    }
    write(window, SegmentsFile.FILE, clustering.assign(users, segmentCount));
    Dataset<Row> segments = model.read(window, SegmentsFile.FILE, SegmentsFile.SCHEMA);
    Popularity popularity = new Popularity(plan.popularity(), split.cutoff(window));
    write(window, PopularFile.FILE, popularity.lists(rows, segments, retired(window, split)));
    if (window == TrainingWindow.LIVE) {
      // Only who reads what is live asks what a segment is like.
      Dataset<Row> popular = model.read(window, PopularFile.FILE, PopularFile.SCHEMA);
      write(
          window,
          SegmentProfilesFile.FILE,
          SegmentProfiling.perSegment(segments, examples.rows(), items, popular).coalesce(1));
    }
  }

  /** Items that could no longer be offered at the cut-off, as far as the catalogue tells. */
  private Dataset<Row> retired(TrainingWindow window, TemporalSplit split) {
    Column gone =
        window == TrainingWindow.LIVE
            ? col(Items.AVAILABLE).equalTo(false)
            : col(Items.AVAILABLE_UNTIL).leq(lit(split.cutoff(window)));
    return items.where(gone).select(col(Items.ITEM_ID).as(PopularFile.ITEM_ID));
  }

  private void write(TrainingWindow window, String file, Dataset<Row> rows) {
    model.write(window, file, rows);
  }
}

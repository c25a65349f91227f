package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ContextLiftsFile;
import dev.nightjar.training.tables.ItemColumnsFile;
import dev.nightjar.training.tables.ItemFactorsFile;
import dev.nightjar.training.tables.ItemNeighborsFile;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.SegmentProfilesFile;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains every model of one window and writes its files. Each step reads what the step before
 * wrote, so that nothing is computed twice and what is stored is what was used. The number of
 * segments is chosen in the first window that has persons enough, and kept for the others: that is
 * the state of this class, so one instance serves one night. Each window may be trained by a thread
 * of its own, which waits for the choice of the window before; so windows begin in their order.
 */
final class WindowTrainer {
  private final TrainingPlan plan;
  private final StoredModel model;
  private final Dataset<Row> items;
  private final Dataset<Row> words;
  private final long itemsMet;
  private final Map<TrainingWindow, CompletableFuture<Integer>> segmentCounts =
      new EnumMap<>(TrainingWindow.class);

  /**
   * @param items silver.items as of the night
   * @param words a row an item, of {@link ItemWords}
   * @param itemsMet items that a window may hold at most, which decides one method for all windows
   */
  WindowTrainer(
      TrainingPlan plan, StoredModel model, Dataset<Row> items, Dataset<Row> words, long itemsMet) {
    this.plan = plan;
    this.model = model;
    this.items = items;
    this.words = words;
    this.itemsMet = itemsMet;
    for (TrainingWindow window : TrainingWindow.values()) {
      segmentCounts.put(window, new CompletableFuture<>());
    }
  }

  /** The number of segments of the last window; waits until it is known. */
  int segmentCount() {
    return chosen(TrainingWindow.LIVE).join();
  }

  /**
   * @param interactions interactions of the whole night; the split keeps those of the window
   * @return the number of items with a positive example
   */
  int train(TrainingWindow window, Dataset<Row> interactions, TemporalSplit split) {
    try {
      return trainAll(window, interactions, split);
    } catch (RuntimeException e) {
      chosen(window).completeExceptionally(e);
      throw e;
    }
  }

  private int trainAll(TrainingWindow window, Dataset<Row> interactions, TemporalSplit split) {
    Dataset<Row> rows = split.keepTraining(interactions, window);
    write(
        window,
        Preferences.FILE,
        PreferenceAggregation.perPersonItem(rows, plan.preferences(), split.cutoff(window)));
    Dataset<Row> preferences = model.read(window, Preferences.FILE, Preferences.SCHEMA);
    Dataset<Row> positive = PreferenceAggregation.keepExamples(preferences, plan.preferences());
    try (Examples examples = Examples.persist(positive, plan.partitions())) {
      trainFactors(window, examples);
      write(window, ItemNeighborsFile.FILE, neighbors(examples, rows));
      write(window, ItemNeighborsFile.TRANSITIONS, transitions(window, examples, rows, split));
      write(window, ItemNeighborsFile.CONTENT, content(window, examples));
      write(
          window,
          ItemColumnsFile.FILE,
          ItemNumbers.perItem(rows, preferences, items, split.cutoff(window)));
      write(
          window,
          ContextLiftsFile.FILE,
          ContextLifts.perCellItem(rows, items, plan.context()).coalesce(1));
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
        .train(examples, rows, plan.neighbors().method(itemsMet));
  }

  private Dataset<Row> transitions(
      TrainingWindow window, Examples examples, Dataset<Row> rows, TemporalSplit split) {
    NeighborRows.Size size =
        new NeighborRows.Size(
            plan.partitions(),
            examples.itemCount(),
            plan.transitions().count(),
            plan.neighbors().maxPairs(),
            true);
    int longest = plan.preferences().maxItemsPerPerson();
    return new Transitions(plan.transitions(), size, longest, split.cutoff(window))
        .train(examples, rows);
  }

  private Dataset<Row> content(TrainingWindow window, Examples examples) {
    return new ContentNeighbors(plan.content(), plan.partitions(), plan.maxItems())
        .train(words, examples, window != TrainingWindow.LIVE);
  }

  private void trainSegments(
      TrainingWindow window, Examples examples, Dataset<Row> rows, TemporalSplit split) {
    Dataset<Row> users = model.read(window, UserFactors.FILE, UserFactors.SCHEMA);
    Segments clustering = new Segments(plan.segments(), plan.partitions());
    SampleClusters sample = clustering.sample(users);
    int count = segmentCount(window, clustering, sample);
    write(window, SegmentsFile.FILE, clustering.assign(users, sample, count));
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

  private int segmentCount(TrainingWindow window, Segments clustering, SampleClusters sample) {
    int before =
        window.ordinal() == 0 ? 1 : chosen(TrainingWindow.values()[window.ordinal() - 1]).join();
    int count = before < 2 ? clustering.chooseCount(sample) : before;
    chosen(window).complete(count);
    return count;
  }

  private CompletableFuture<Integer> chosen(TrainingWindow window) {
    return Objects.requireNonNull(segmentCounts.get(window));
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

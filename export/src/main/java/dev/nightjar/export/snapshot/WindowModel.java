package dev.nightjar.export.snapshot;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.export.candidates.TopKCandidates.WindowRows;
import dev.nightjar.training.ScoringLoader;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import dev.nightjar.training.tables.ContextLiftsFile;
import dev.nightjar.training.tables.ItemColumnsFile;
import dev.nightjar.training.tables.ItemFactorsFile;
import dev.nightjar.training.tables.ItemNeighborsFile;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.SegmentProfilesFile;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One window of a registered model, as the snapshot builder reads it. What is collected is bounded
 * by the number of items or segments; rows of persons stay distributed.
 */
final class WindowModel {
  /** Column of {@link #itemsMet}. */
  static final String PERSONS = "persons";

  private final StoredModel model;
  private final TrainingWindow window;
  private final Instant cutoff;

  /**
   * @param cutoff first instant that the window knows nothing of
   */
  WindowModel(StoredModel model, TrainingWindow window, Instant cutoff) {
    this.model = model;
    this.window = window;
    this.cutoff = cutoff;
  }

  Instant cutoff() {
    return cutoff;
  }

  TrainingWindow window() {
    return window;
  }

  String version() {
    return model.version().id();
  }

  WindowRows persons() {
    return new WindowRows(
        preferences(),
        model.read(window, UserFactors.FILE, UserFactors.SCHEMA),
        model.read(window, SegmentsFile.FILE, SegmentsFile.SCHEMA));
  }

  /** A row an item that anybody met before the window's cut-off: id and how many persons did. */
  Dataset<Row> itemsMet() {
    return preferences().groupBy(col(Preferences.ITEM_ID)).agg(count(lit(1)).as(PERSONS));
  }

  ItemFactors collectFactors(int maxItems) {
    return ScoringLoader.collectItemFactors(
        model.read(window, ItemFactorsFile.FILE, ItemFactorsFile.SCHEMA), maxItems);
  }

  /**
   * What each item points at, in the numbering of the items.
   *
   * @param file a folder of {@link ItemNeighborsFile}
   */
  NeighborIndex collectNeighbors(String file, ItemIndex items) {
    return ScoringLoader.collectNeighbors(
        model.read(window, file, ItemNeighborsFile.SCHEMA), items.ids());
  }

  /**
   * The lists by name, best first, the best score being 1; items that cannot be offered left out.
   */
  Map<String, ScoredItems> collectLists(ItemIndex items) {
    Map<String, List<Row>> byName = new TreeMap<>();
    model
        .read(window, PopularFile.FILE, PopularFile.SCHEMA)
        .select(PopularFile.LIST, PopularFile.ITEM_ID, PopularFile.SCORE, PopularFile.RANK)
        .orderBy(PopularFile.LIST, PopularFile.RANK)
        .collectAsList()
        .forEach(row -> byName.computeIfAbsent(row.getString(0), k -> new ArrayList<>()).add(row));
    Map<String, ScoredItems> lists = new TreeMap<>();
    byName.forEach((name, rows) -> lists.put(name, list(rows, items)));
    return lists;
  }

  /**
   * The numbers of the items by column, in the order of the index; of an item never met the
   * popularities are 0, the others NaN.
   */
  Map<String, float[]> collectColumns(ItemIndex items) {
    List<String> names = ItemColumns.names();
    float[][] values = new float[names.size()][];
    java.util.Arrays.setAll(values, column -> items.unknownColumn());
    // An item that nobody met is not popular, which is known; how long it lay idle is not.
    for (String name : ItemColumns.popularities()) {
      java.util.Arrays.fill(values[names.indexOf(name)], 0);
    }
    for (Row row :
        model.read(window, ItemColumnsFile.FILE, ItemColumnsFile.SCHEMA).collectAsList()) {
      int item = items.index(row.getString(0));
      for (int i = 0; i < values.length && item >= 0; i++) {
        values[i][item] = row.isNullAt(i + 1) ? Float.NaN : (float) row.getDouble(i + 1);
      }
    }
    Map<String, float[]> columns = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      columns.put(names.get(i), values[i]);
    }
    return columns;
  }

  /** What the context changes for the items, a column a value of it; NaN for an item never met. */
  Map<String, float[]> collectContextLifts(ItemIndex items) {
    Map<String, float[]> columns = new TreeMap<>();
    for (Row row :
        model.read(window, ContextLiftsFile.FILE, ContextLiftsFile.SCHEMA).collectAsList()) {
      int item = items.index(row.getString(2));
      if (item >= 0) {
        columns
                .computeIfAbsent(
                    ItemColumns.lift(row.getString(0), row.getString(1)),
                    name -> items.unknownColumn())[item] =
            (float) row.getDouble(3);
      }
    }
    return columns;
  }

  /** Name of each segment by its number; none but for the live window, which alone has readers. */
  Map<String, String> collectSegmentNames() {
    Map<String, String> names = new TreeMap<>();
    if (window != TrainingWindow.LIVE) {
      return names;
    }
    model
        .read(window, SegmentProfilesFile.FILE, SegmentProfilesFile.SCHEMA)
        .select(SegmentProfilesFile.SEGMENT, SegmentProfilesFile.NAME)
        .collectAsList()
        .forEach(row -> names.put(String.valueOf(row.getInt(0)), row.getString(1)));
    return names;
  }

  private Dataset<Row> preferences() {
    return model.read(window, Preferences.FILE, Preferences.SCHEMA);
  }

  private static ScoredItems list(List<Row> rows, ItemIndex items) {
    int[] indexes = new int[rows.size()];
    float[] scores = new float[rows.size()];
    int size = 0;
    for (Row row : rows) {
      int item = items.index(row.getString(1));
      if (item >= 0 && items.available(item) && row.getDouble(2) > 0) {
        indexes[size] = item;
        scores[size] = (float) row.getDouble(2);
        size++;
      }
    }
    float best = size == 0 ? 1 : scores[0];
    for (int i = 0; i < size; i++) {
      scores[i] /= best;
    }
    return new ScoredItems(
        java.util.Arrays.copyOf(indexes, size), java.util.Arrays.copyOf(scores, size));
  }
}

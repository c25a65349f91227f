package dev.nightjar.export.snapshot;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.training.TrainingWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The items of one snapshot, in the order of their ids. The live one holds everything that was met
 * or stands in the catalogue, with the catalogue's word on what can be offered; the others hold
 * what was met before their cut-off, and all of it can be offered, because the catalogue's state of
 * that day is not kept.
 *
 * @param items what is known of each, by index
 * @param debuts since when each is there, by index
 * @param index the numbering
 */
record Catalogue(List<ItemMetadata> items, List<Debut> debuts, ItemIndex index) {
  private static final String LISTED = "listed_at";

  /**
   * Reads the items of a window.
   *
   * @param maxItems bound on the items, all of which are held in memory
   */
  static Catalogue collect(Lake lake, WindowModel model, int maxItems) {
    boolean live = model.window() == TrainingWindow.LIVE;
    Dataset<Row> catalogue =
        lake.readOrEmpty(Items.TABLE)
            .withColumn(LISTED, get(col(Items.AVAILABILITY), lit(0)).getField(Items.VALID_FROM));
    List<Row> rows =
        model
            .itemsMet()
            .join(catalogue, new String[] {Items.ITEM_ID}, live ? "full" : "left")
            .select(columns())
            .limit(maxItems + 1)
            .collectAsList()
            .stream()
            .sorted(Comparator.comparing(row -> row.getString(0)))
            .toList();
    if (rows.size() > maxItems) {
      throw new ConfigurationException(
          "more than "
              + maxItems
              + " items; raise training.max_items, each costs about 1 KB of driver memory");
    }
    return of(rows, live);
  }

  private static Column[] columns() {
    return Stream.concat(
            Arrays.stream(ItemMetadata.COLUMNS).map(functions::col),
            Stream.of(
                col(Items.PUBLISHED_AT), col(LISTED), coalesce(col(WindowModel.PERSONS), lit(0L))))
        .toArray(Column[]::new);
  }

  private static Catalogue of(List<Row> rows, boolean live) {
    int more = ItemMetadata.COLUMNS.length;
    String[] ids = new String[rows.size()];
    List<ItemMetadata> items = new ArrayList<>(ids.length);
    List<Debut> debuts = new ArrayList<>(ids.length);
    BitSet unavailable = new BitSet();
    for (int i = 0; i < ids.length; i++) {
      Row row = rows.get(i);
      ids[i] = row.getString(0);
      ItemMetadata item = row.isNullAt(1) ? ItemMetadata.unknown(ids[i]) : ItemMetadata.of(row);
      items.add(item);
      debuts.add(Debut.of(row, more));
      unavailable.set(i, live && !item.available());
    }
    return new Catalogue(items, debuts, new ItemIndex(ids, unavailable));
  }

  /**
   * Indexes of the items that are so new that hardly anybody could meet them.
   *
   * @param cutoff first instant that the snapshot knows nothing of
   */
  BitSet newcomers(NewcomerParams params, Instant cutoff) {
    return Debut.newcomers(debuts, params, cutoff);
  }
}

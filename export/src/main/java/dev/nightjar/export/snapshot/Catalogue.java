package dev.nightjar.export.snapshot;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.training.TrainingWindow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param index the numbering
 */
record Catalogue(List<ItemMetadata> items, ItemIndex index) {

  /**
   * Reads the items of a window.
   *
   * @param maxItems bound on the items, all of which are held in memory
   */
  static Catalogue collect(Lake lake, WindowModel model, int maxItems) {
    boolean live = model.window() == TrainingWindow.LIVE;
    Dataset<Row> catalogue =
        lake.readOrEmpty(Items.TABLE)
            .select(
                java.util.Arrays.stream(ItemMetadata.COLUMNS)
                    .map(functions::col)
                    .toArray(org.apache.spark.sql.Column[]::new));
    Dataset<Row> met = model.itemIds();
    Dataset<Row> ids = live ? met.union(catalogue.select(col(Items.ITEM_ID))).distinct() : met;
    List<Row> rows =
        ids.join(catalogue, new String[] {Items.ITEM_ID}, "left")
            .limit(maxItems + 1)
            .collectAsList();
    if (rows.size() > maxItems) {
      throw new ConfigurationException(
          "more than "
              + maxItems
              + " items; raise training.max_items, each costs about 1 KB of driver memory");
    }
    Map<String, ItemMetadata> byId = new HashMap<>();
    for (Row row : rows) {
      String id = row.getString(0);
      ItemMetadata item = row.isNullAt(1) ? ItemMetadata.unknown(id) : ItemMetadata.of(row);
      byId.put(id, item);
    }
    return of(byId, live);
  }

  private static Catalogue of(Map<String, ItemMetadata> byId, boolean live) {
    List<String> sorted = new ArrayList<>(byId.keySet());
    Collections.sort(sorted);
    List<ItemMetadata> items = new ArrayList<>(sorted.size());
    BitSet unavailable = new BitSet();
    for (int i = 0; i < sorted.size(); i++) {
      ItemMetadata item = java.util.Objects.requireNonNull(byId.get(sorted.get(i)));
      items.add(item);
      unavailable.set(i, live && !item.available());
    }
    return new Catalogue(items, new ItemIndex(sorted.toArray(String[]::new), unavailable));
  }
}

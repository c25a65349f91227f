package dev.nightjar.export.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.tables.Items;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * What the catalogue says of an item, as the snapshot keeps it.
 *
 * @param itemId the item
 * @param available whether it can be offered at the end of the run date
 * @param categories its categories, broadest first
 * @param json the JSON object that answers copy
 */
record ItemMetadata(String itemId, boolean available, List<String> categories, String json)
    implements Serializable {
  /** Columns of {@link Items} that {@link #of} reads, in this order. */
  static final String[] COLUMNS = {
    Items.ITEM_ID,
    Items.AVAILABLE,
    Items.CATEGORIES,
    Items.TITLE,
    Items.URL,
    Items.IMAGE_URL,
    Items.CURRENCY,
    Items.PRICE
  };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIRST_TEXT = 3;
  private static final int PRICE = COLUMNS.length - 1;

  /** An item that the catalogue does not know: it can be offered, there is nothing to show. */
  static ItemMetadata unknown(String itemId) {
    return new ItemMetadata(itemId, true, List.of(), "{}");
  }

  /** From a row of {@link #COLUMNS}. */
  static ItemMetadata of(Row row) {
    List<String> categories = new ArrayList<>();
    if (!row.isNullAt(2)) {
      Seq<String> found = row.getSeq(2);
      for (int i = 0; i < found.length(); i++) {
        categories.add(found.apply(i));
      }
    }
    ObjectNode json = JSON.createObjectNode();
    for (int i = FIRST_TEXT; i < PRICE; i++) {
      if (!row.isNullAt(i)) {
        json.put(COLUMNS[i], row.getString(i));
      }
    }
    if (!row.isNullAt(PRICE)) {
      json.put(COLUMNS[PRICE], row.getDouble(PRICE));
    }
    if (!categories.isEmpty()) {
      ArrayNode array = json.putArray(Items.CATEGORIES);
      categories.forEach(array::add);
    }
    return new ItemMetadata(row.getString(0), row.getBoolean(1), categories, json.toString());
  }
}

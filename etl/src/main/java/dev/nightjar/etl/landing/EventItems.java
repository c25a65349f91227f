package dev.nightjar.etl.landing;

import dev.nightjar.contract.EventFields;
import dev.nightjar.etl.tables.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of an event: the objects of {@code items[]} or {@code products[]}, else the one
 * item of the properties themselves. An item id is a key of the catalogue and stays as sent, so one
 * that names the event's person is refused.
 *
 * @param maxIdBytes longest item id
 * @param ids whom the event names
 * @param hash keyed hash for recommendation ids that name somebody
 */
record EventItems(int maxIdBytes, RawIds ids, UnaryOperator<String> hash) {

  private static final RowBuilder.Layout LAYOUT = new RowBuilder.Layout(Events.ITEM);

  /** Rows of {@link Events#ITEM}, in the order sent; none if the event names no item. */
  List<Row> read(Fields properties) throws Refusal {
    List<Fields> listed = properties.objects(EventFields.ITEMS);
    if (listed == null) {
      listed = properties.objects(EventFields.PRODUCTS);
    }
    List<Row> rows = new ArrayList<>();
    if (listed == null) {
      String id = itemId(properties);
      if (id != null) {
        rows.add(row(properties, id));
      }
      return rows;
    }
    for (Fields item : listed) {
      String id = itemId(item);
      if (id == null) {
        throw new Refusal("item.missing", "item " + (rows.size() + 1) + " of the list has no id");
      }
      rows.add(row(item, id));
    }
    return rows;
  }

  /** The answer that led to an item, by its id; hashed if it names the event's person. */
  @Nullable String recommendationId(Fields fields) throws Refusal {
    String id = fields.text(EventFields.RECOMMENDATION_ID);
    return id == null || ids.scrub(id).equals(id) ? id : hash.apply(id);
  }

  private @Nullable String source(Fields fields) throws Refusal {
    String source = fields.id(EventFields.RECOMMENDATION_SOURCE, maxIdBytes);
    return source == null ? null : ids.scrub(source);
  }

  private @Nullable String itemId(Fields fields) throws Refusal {
    String itemId = fields.id(EventFields.ITEM_ID, maxIdBytes);
    itemId = itemId == null ? fields.id(EventFields.PRODUCT_ID, maxIdBytes) : itemId;
    if (itemId != null && ids.areNamedIn(itemId)) {
      throw new Refusal("item.names_person", "an item id holds an id of the event or an e-mail");
    }
    return itemId;
  }

  private Row row(Fields item, String id) throws Refusal {
    Double quantity = item.number(EventFields.QUANTITY);
    return LAYOUT
        .row()
        .set(Events.ITEM_ID, id)
        .set(Events.POSITION, item.integer(EventFields.POSITION))
        .set(Events.VALUE, value(item, quantity))
        .set(Events.QUANTITY, quantity)
        .set(Events.RATING, item.number(EventFields.RATING))
        .set(Events.RATING_MAX, item.number(EventFields.RATING_MAX))
        .set(Events.RATING_THRESHOLD, item.number(EventFields.RATING_THRESHOLD))
        .set(Events.PROPENSITY, item.number(EventFields.PROPENSITY))
        .set(Events.ITEM_RECOMMENDATION_ID, recommendationId(item))
        .set(Events.ITEM_SOURCE, source(item))
        .build();
  }

  private static @Nullable Double value(Fields item, @Nullable Double quantity) throws Refusal {
    Double value = item.number(EventFields.VALUE);
    if (value != null) {
      return value;
    }
    Double price = item.number(QuickItem.PRICE);
    return price == null ? null : (Double) (price * (quantity == null ? 1 : quantity));
  }
}

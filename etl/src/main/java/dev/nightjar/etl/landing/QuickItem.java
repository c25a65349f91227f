package dev.nightjar.etl.landing;

import dev.nightjar.contract.EventFields;
import dev.nightjar.etl.tables.Events;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * One item of a plain line as it is read, or what the properties themselves say of their one item:
 * {@link EventItems} without a tree. Used for one item after the other; not thread-safe.
 */
final class QuickItem {

  static final String PRICE = "price";

  private static final RowBuilder.Layout LAYOUT = new RowBuilder.Layout(Events.ITEM);
  private static final int ITEM_ID = Events.ITEM.fieldIndex(Events.ITEM_ID);
  private static final int RECOMMENDATION_ID =
      Events.ITEM.fieldIndex(Events.ITEM_RECOMMENDATION_ID);
  private static final int SOURCE = Events.ITEM.fieldIndex(Events.ITEM_SOURCE);

  private @Nullable UTF8String itemId;
  private @Nullable UTF8String productId;
  private @Nullable UTF8String recommendationId;
  private @Nullable UTF8String source;
  private @Nullable Integer position;
  private @Nullable Double value;
  private @Nullable Double quantity;
  private @Nullable Double rating;
  private @Nullable Double ratingMax;
  private @Nullable Double ratingThreshold;
  private @Nullable Double propensity;
  private @Nullable Double price;

  void clear() {
    itemId = null;
    productId = null;
    recommendationId = null;
    source = null;
    position = null;
    value = null;
    quantity = null;
    rating = null;
    ratingMax = null;
    ratingThreshold = null;
    propensity = null;
    price = null;
  }

  /** Reads the field if it is one of an item with a column of its own. */
  boolean take(String field, LineBytes line) throws Unusual {
    switch (field) {
      case EventFields.ITEM_ID -> itemId = line.text();
      case EventFields.PRODUCT_ID -> productId = line.text();
      case EventFields.RECOMMENDATION_ID -> recommendationId = line.text();
      case EventFields.RECOMMENDATION_SOURCE -> source = line.text();
      case EventFields.POSITION -> position = line.integer();
      case EventFields.VALUE -> value = line.number();
      case EventFields.QUANTITY -> quantity = line.number();
      case EventFields.RATING -> rating = line.number();
      case EventFields.RATING_MAX -> ratingMax = line.number();
      case EventFields.RATING_THRESHOLD -> ratingThreshold = line.number();
      case EventFields.PROPENSITY -> propensity = line.number();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What a piece costs, which stands in for the value. */
  void price(@Nullable Double amount) {
    price = amount;
  }

  @Nullable Double value() {
    return value;
  }

  @Nullable UTF8String recommendationId() {
    return recommendationId;
  }

  /** A row of {@link Events#ITEM}. */
  InternalRow row(int maxIdBytes) throws Unusual {
    UTF8String id = QuickEvent.id(itemId, maxIdBytes);
    id = id == null ? QuickEvent.id(productId, maxIdBytes) : id;
    if (id == null) {
      throw Unusual.LINE;
    }
    return LAYOUT
        .row()
        .set(Events.ITEM_ID, id)
        .set(Events.POSITION, position)
        .set(Events.VALUE, value == null ? ofPrice() : value)
        .set(Events.QUANTITY, quantity)
        .set(Events.RATING, rating)
        .set(Events.RATING_MAX, ratingMax)
        .set(Events.RATING_THRESHOLD, ratingThreshold)
        .set(Events.PROPENSITY, propensity)
        .set(Events.ITEM_RECOMMENDATION_ID, recommendationId)
        .set(Events.ITEM_SOURCE, QuickEvent.id(source, maxIdBytes))
        .internal();
  }

  /** Whether neither the item's id nor that of its answer nor its source names anybody. */
  static void check(InternalRow item, NamedIds ids) throws Unusual {
    ids.free(item.getUTF8String(ITEM_ID));
    if (!item.isNullAt(RECOMMENDATION_ID)) {
      ids.free(item.getUTF8String(RECOMMENDATION_ID));
    }
    if (!item.isNullAt(SOURCE)) {
      ids.free(item.getUTF8String(SOURCE));
    }
  }

  private @Nullable Double ofPrice() {
    return price == null ? null : (Double) (price * (quantity == null ? 1 : quantity));
  }
}

package dev.nightjar.etl.landing;

import dev.nightjar.contract.EventFields;
import dev.nightjar.etl.tables.Events;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a plain line as they are read, before anything is known of them together. Used for
 * one line after the other; not thread-safe.
 */
final class QuickEvent {

  private static final GenericArrayData NO_ITEMS = new GenericArrayData(new Object[0]);

  private final int maxIdBytes;
  private final LineBytes line = new LineBytes();
  private final QuickItem own = new QuickItem();
  private final QuickItem listed = new QuickItem();
  private final List<InternalRow> items = new ArrayList<>();
  private final QuickTexts properties = new QuickTexts();
  private final QuickTexts traits = new QuickTexts();
  private final NamedIds ids = new NamedIds();
  private final QuickContext context;

  private boolean isList;
  private @Nullable UTF8String type;
  private @Nullable UTF8String event;
  private @Nullable UTF8String userId;
  private @Nullable UTF8String anonymousId;
  private @Nullable UTF8String messageId;
  private @Nullable UTF8String timestamp;
  private @Nullable UTF8String receivedAt;

  QuickEvent(int maxIdBytes, BotAgents bots) {
    this.maxIdBytes = maxIdBytes;
    context = new QuickContext(bots);
  }

  /** An id: null if it is missing or blank. */
  static @Nullable UTF8String id(@Nullable UTF8String text, int maxBytes) throws Unusual {
    if (text == null || Texts.isBlank(text)) {
      return null;
    }
    if (text.numBytes() > maxBytes) {
      throw Unusual.LINE;
    }
    return text;
  }

  private void clear() {
    own.clear();
    items.clear();
    properties.clear();
    traits.clear();
    ids.clear();
    context.clear();
    isList = false;
    type = null;
    event = null;
    userId = null;
    anonymousId = null;
    messageId = null;
    timestamp = null;
    receivedAt = null;
  }

  /** Reads a line. */
  void read(byte[] bytes) throws Unusual {
    clear();
    line.read(bytes);
    int mark = line.object();
    for (FieldNames.Known name = line.next(mark); name != null; name = line.next(mark)) {
      readField(name);
    }
    line.end();
  }

  private void readField(FieldNames.Known name) throws Unusual {
    switch (name.text()) {
      case EventFields.TYPE -> type = line.text();
      case EventFields.EVENT -> event = id();
      case EventFields.MESSAGE_ID -> messageId = id();
      case EventFields.TIMESTAMP -> timestamp = line.text();
      case EventFields.RECEIVED_AT -> receivedAt = line.text();
      case EventFields.USER_ID -> {
        userId = id();
        ids.add(userId);
      }
      case EventFields.ANONYMOUS_ID -> {
        anonymousId = id();
        ids.add(anonymousId);
      }
      case "groupId" -> ids.add(line.text());
      case EventFields.PREVIOUS_ID -> throw Unusual.LINE;
      case EventFields.PROPERTIES, EventFields.TRAITS, EventFields.CONTEXT -> {
        if (!line.isNull()) {
          readObject(name.text());
        }
      }
      default -> {
        UnknownFields.requireKnown(name.text());
        line.skip();
      }
    }
  }

  private @Nullable UTF8String id() throws Unusual {
    return id(line.text(), maxIdBytes);
  }

  private void readObject(String object) throws Unusual {
    if (object.equals(EventFields.CONTEXT)) {
      context.read(line, ids);
      return;
    }
    boolean isTraits = object.equals(EventFields.TRAITS);
    int mark = line.object();
    for (FieldNames.Known name = line.next(mark); name != null; name = line.next(mark)) {
      if (isTraits) {
        readTrait(name);
      } else {
        readProperty(name);
      }
    }
  }

  private void readTrait(FieldNames.Known name) throws Unusual {
    if (name.isPrivate() || name.isNaming()) {
      line.skip(name, ids);
    } else {
      traits.take(name, line);
    }
  }

  private void readProperty(FieldNames.Known name) throws Unusual {
    String field = name.text();
    if (own.take(field, line)) {
      return;
    }
    if (field.equals(EventFields.ITEMS) || field.equals(EventFields.PRODUCTS)) {
      readItems();
    } else if (name.isPrivate()) {
      line.skip();
    } else {
      if (field.equals(QuickItem.PRICE)) {
        // Stands in for the value of the one item, and is a property as well.
        int position = line.position();
        own.price(line.number());
        line.backTo(position);
      }
      properties.take(name, line);
    }
  }

  private void readItems() throws Unusual {
    if (line.isNull()) {
      return;
    }
    if (isList) {
      throw Unusual.LINE;
    }
    isList = true;
    line.expect('[');
    if (line.isNext(']')) {
      return;
    }
    do {
      items.add(readItem());
    } while (line.isNext(','));
    line.expect(']');
  }

  private InternalRow readItem() throws Unusual {
    listed.clear();
    int mark = line.object();
    for (FieldNames.Known name = line.next(mark); name != null; name = line.next(mark)) {
      if (name.text().equals(QuickItem.PRICE)) {
        listed.price(line.number());
      } else if (!listed.take(name.text(), line)) {
        UnknownFields.requireKnownInItem(name.text());
        line.skip();
      }
    }
    return listed.row(maxIdBytes);
  }

  NamedIds ids() {
    return ids;
  }

  QuickContext context() {
    return context;
  }

  UTF8String type() throws Unusual {
    return required(type);
  }

  @Nullable UTF8String event() {
    return event;
  }

  @Nullable UTF8String userId() {
    return userId;
  }

  @Nullable UTF8String anonymousId() {
    return anonymousId;
  }

  @Nullable UTF8String sessionId() throws Unusual {
    return id(context.sessionId(), maxIdBytes);
  }

  UTF8String messageId() throws Unusual {
    return required(messageId);
  }

  private static UTF8String required(@Nullable UTF8String text) throws Unusual {
    if (text == null) {
      throw Unusual.LINE;
    }
    return text;
  }

  /** Reads when it happened and came. */
  void readTimes(QuickTimes times, LandedFile file) throws Unusual {
    times.read(timestamp, receivedAt, file.landingDate());
  }

  /** Sets the columns of the properties; those of its items only where the event is mapped. */
  void setProperties(RowBuilder row, boolean isMapped) throws Unusual {
    if (isMapped) {
      UTF8String recommendation = own.recommendationId();
      row.set(Events.ITEMS, items())
          .set(Events.VALUE, own.value())
          .set(Events.RECOMMENDATION_ID, recommendation == null ? null : ids.free(recommendation));
    } else {
      row.set(Events.ITEMS, NO_ITEMS);
    }
    row.set(Events.PROPERTIES, properties.map(ids)).set(Events.TRAITS, traits.map(ids));
  }

  private GenericArrayData items() throws Unusual {
    if (!isList) {
      items.add(own.row(maxIdBytes));
    }
    if (items.isEmpty()) {
      throw Unusual.LINE;
    }
    for (InternalRow item : items) {
      QuickItem.check(item, ids);
    }
    return new GenericArrayData(items.toArray());
  }
}

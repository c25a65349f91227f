package dev.nightjar.ranking.filter;

import dev.nightjar.contract.ItemAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an item is compared.
 *
 * @param name as a filter names it, without quotes
 * @param type what its values are
 */
record Field(String name, Type type) {
  static final String CATEGORY = "category";
  static final String ITEM_ID = "item_id";

  /** The fields that every shop has; any other is a property. */
  static final List<Field> FIXED =
      List.of(
          new Field(CATEGORY, Type.TEXT),
          new Field(ItemAttributes.TAG, Type.TEXT),
          new Field(ItemAttributes.PRICE, Type.NUMBER),
          new Field(ItemAttributes.CURRENCY, Type.TEXT),
          new Field(ItemAttributes.PUBLISHED_AT, Type.TIME),
          new Field(ItemAttributes.AVAILABLE_FROM, Type.TIME),
          new Field(ItemAttributes.AVAILABLE_UNTIL, Type.TIME),
          new Field(ITEM_ID, Type.TEXT));

  /** What the values of a field are. */
  enum Type {
    TEXT("a text in quotes"),
    NUMBER("a number"),
    TIME("a date such as 2026-01-31 or 2026-01-31T12:00:00Z"),
    /** Texts, some of which read as numbers, or as true or false. */
    PROPERTY("a text in quotes, a number, true or false");

    private final String expected;

    Type(String expected) {
      this.expected = expected;
    }

    /** What a value to compare with must be, for errors. */
    String expected() {
      return expected;
    }
  }

  /** The field of this name, or null when there is none. */
  static @Nullable Field named(String name) {
    if (name.startsWith(ItemAttributes.PROPERTY)
        && name.length() > ItemAttributes.PROPERTY.length()) {
      return new Field(name, Type.PROPERTY);
    }
    for (Field field : FIXED) {
      if (field.name.equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** The names of the fields that are no properties, and what properties begin with. */
  static List<String> names() {
    return java.util.stream.Stream.concat(
            FIXED.stream().map(Field::name), java.util.stream.Stream.of("properties.NAME"))
        .toList();
  }

  /** The field as a filter spells it. */
  String spelled() {
    if (type != Type.PROPERTY) {
      return name;
    }
    String own = name.substring(ItemAttributes.PROPERTY.length());
    return Tokens.isPlainName(own)
        ? name
        : ItemAttributes.PROPERTY + new Literal.Text(own).spelled();
  }
}

package dev.nightjar.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One attribute of every item: its different values, ascending and numbered from 1, and of each
 * item the numbers of its values. So a comparison is worked out once a value and costs an item no
 * more than a look-up. See docs/formats/attributes.md. Immutable, and read without a copy.
 */
public final class ItemAttribute {
  private static final String WHAT = "an attribute";
  private static final int MAX_IN_BYTE = 0xff;
  private static final int MAX_IN_TWO = 0xffff;

  private final String name;
  private final Type type;
  private final int items;
  private final int values;
  private final ByteBuffer ends;
  private final ByteBuffer dictionary;
  private final boolean many;
  private final ByteBuffer places;
  private final ByteBuffer codes;
  private final int width;

  /** What the values of an attribute are. */
  public enum Type {
    /** Texts, ordered by their UTF-8 bytes. */
    TEXT(1),
    /** Numbers, none of them NaN; times are milliseconds since 1970. */
    NUMBER(2);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    private static Type of(int code) {
      for (Type type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      throw new CorruptFormatException(WHAT + " has the unknown type " + code);
    }
  }

  private ItemAttribute(ValueReader in, int items) {
    name = in.text();
    type = Type.of(in.unsignedByte());
    int shape = in.unsignedByte();
    if (shape > 1) {
      throw new CorruptFormatException(WHAT + " has the unknown shape " + shape);
    }
    many = shape == 1;
    this.items = items;
    values = in.count(type == Type.TEXT ? 4 : 8);
    ends = in.slice(type == Type.TEXT ? 4L * values : 0);
    dictionary = in.slice(type == Type.TEXT ? endOf(ends, values) : 8L * values);
    width = width(values);
    places = in.slice(many ? 4L * items : 0);
    long codeCount = many ? endOf(places, items) : items;
    codes = in.slice(codeCount * width);
    checkDictionary();
    checkCodes((int) codeCount);
  }

  static ItemAttribute read(ValueReader in, int items) {
    return new ItemAttribute(in, items);
  }

  void write(ValueWriter out) {
    head(out, name, type, many, values);
    out.slice(ends);
    out.slice(dictionary);
    out.slice(places);
    out.slice(codes);
  }

  /** What goes before the values. */
  static void head(ValueWriter out, String name, Type type, boolean many, int values) {
    out.text(name);
    out.signedByte((byte) type.code());
    out.signedByte((byte) (many ? 1 : 0));
    out.integer(values);
  }

  /** Bytes that the number of a value takes. */
  static int width(int values) {
    return values <= MAX_IN_BYTE ? 1 : values <= MAX_IN_TWO ? 2 : 4;
  }

  /** The attribute's name. */
  public String name() {
    return name;
  }

  /** What its values are. */
  public Type type() {
    return type;
  }

  /** How many different values there are; they are numbered from 1. */
  public int valueCount() {
    return values;
  }

  /** Whether an item may have several values. */
  public boolean isMany() {
    return many;
  }

  /** The number of the item's one value, 0 when it is not known; only without {@link #isMany}. */
  public int code(int item) {
    return codeAt(item);
  }

  /** The place, for {@link #codeAt}, of the item's first value; only with {@link #isMany}. */
  public int first(int item) {
    return item == 0 ? 0 : places.getInt((item - 1) * 4);
  }

  /** The place behind the item's last value; only with {@link #isMany}. */
  public int end(int item) {
    return places.getInt(item * 4);
  }

  /** The number of the value at a place. */
  public int codeAt(int place) {
    return switch (width) {
      case 1 -> codes.get(place) & MAX_IN_BYTE;
      case 2 -> codes.getShort(place * 2) & MAX_IN_TWO;
      default -> codes.getInt(place * 4);
    };
  }

  /** The text with this number. */
  public String text(int code) {
    return new String(bytes(code), StandardCharsets.UTF_8);
  }

  /** The number with this number. */
  public double number(int code) {
    return dictionary.getDouble((code - 1) * 8);
  }

  /** The number of this text, or 0 when no item has it. */
  public int codeOf(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    int low = 1;
    int high = values;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = Arrays.compareUnsigned(bytes(middle), wanted);
      if (compared == 0) {
        return middle;
      }
      if (compared < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return 0;
  }

  /** The number of the least value that is not below this one; one more than there are if none. */
  public int firstNotBelow(double number) {
    int low = 1;
    int high = values + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (number(middle) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private byte[] bytes(int code) {
    int from = code == 1 ? 0 : ends.getInt((code - 2) * 4);
    byte[] bytes = new byte[ends.getInt((code - 1) * 4) - from];
    dictionary.get(from, bytes);
    return bytes;
  }

  /** The last of ends that may only grow. */
  private static int endOf(ByteBuffer ends, int count) {
    int last = 0;
    for (int i = 0; i < count; i++) {
      int end = ends.getInt(i * 4);
      if (end < last) {
        throw new CorruptFormatException(WHAT + " has ends that go back");
      }
      last = end;
    }
    return last;
  }

  private void checkDictionary() {
    byte[] before = null;
    for (int code = 1; code <= values; code++) {
      if (type == Type.TEXT) {
        byte[] bytes = bytes(code);
        boolean spelled =
            Arrays.equals(
                new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
        if (!spelled) {
          throw new CorruptFormatException(WHAT + " holds a text that is not UTF-8");
        }
        checkOrder(before == null || Arrays.compareUnsigned(before, bytes) < 0);
        before = bytes;
      } else {
        checkOrder(!Double.isNaN(number(code)));
        checkOrder(code == 1 || number(code - 1) < number(code));
      }
    }
  }

  private static void checkOrder(boolean right) {
    if (!right) {
      throw new CorruptFormatException(WHAT + " has values twice or not in order");
    }
  }

  private void checkCodes(int count) {
    for (int place = 0; place < count; place++) {
      int code = codeAt(place);
      if (code > values || code < (many ? 1 : 0)) {
        throw new CorruptFormatException(WHAT + " names value " + code + " of " + values);
      }
    }
    for (int item = 0; item < items && many; item++) {
      for (int place = first(item) + 1; place < end(item); place++) {
        checkOrder(codeAt(place - 1) < codeAt(place));
      }
    }
  }

  @Override
  public String toString() {
    return name + " (" + type + ", " + values + " values)";
  }
}

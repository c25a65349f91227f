package dev.nightjar.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects one attribute of the items, in the order of their indexes, into the form in which a
 * snapshot keeps it. Not thread-safe.
 */
public final class ItemAttributeBuilder {
  private final String name;
  private final ItemAttribute.Type type;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private int[] ends;
  private int[] met = new int[64];
  private int size;
  private int lastItem = -1;
  private boolean many;
  private long dictionaryBytes;

  private ItemAttributeBuilder(String name, ItemAttribute.Type type, int items) {
    this.name = name;
    this.type = type;
    ends = new int[items];
  }

  /** An attribute whose values are texts. */
  public static ItemAttributeBuilder texts(String name, int items) {
    return new ItemAttributeBuilder(name, ItemAttribute.Type.TEXT, items);
  }

  /** An attribute whose values are numbers. */
  public static ItemAttributeBuilder numbers(String name, int items) {
    return new ItemAttributeBuilder(name, ItemAttribute.Type.NUMBER, items);
  }

  /** Says the texts of the next item that has any; one said twice counts once. */
  public ItemAttributeBuilder add(int item, Collection<String> texts) {
    return put(item, texts.stream().map(ItemAttributeBuilder::spelled).toList());
  }

  /** Says the text of the next item that has one. */
  public ItemAttributeBuilder add(int item, String text) {
    return put(item, List.of(spelled(text)));
  }

  /** Says the number of the next item that has one; NaN says nothing. */
  public ItemAttributeBuilder add(int item, double number) {
    return addNumbers(item, List.of(number));
  }

  /** Says the numbers of the next item that has any; NaN says nothing. */
  public ItemAttributeBuilder addNumbers(int item, Collection<Double> values) {
    // Zero has two signs and one meaning.
    return put(item, values.stream().filter(v -> !v.isNaN()).map(v -> v + 0.0).toList());
  }

  /** Whether no item has a value. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Bytes that the different values take so far. */
  public long dictionaryBytes() {
    return dictionaryBytes;
  }

  /** Bytes that the attribute takes in a file, at most and so far. */
  public long bytes() {
    long places = many ? 4L * ends.length : 0;
    long codes = many ? size : ends.length;
    return dictionaryBytes + places + codes * ItemAttribute.width(numbers.size()) + 64;
  }

  private ItemAttributeBuilder put(int item, Collection<?> values) {
    if (item <= lastItem) {
      throw new IllegalArgumentException("item " + item + " comes after item " + lastItem);
    }
    fillEnds(item);
    int from = size;
    for (Object value : values) {
      int number = numbers.computeIfAbsent(value, this::numbered);
      boolean twice = false;
      for (int i = from; i < size; i++) {
        twice |= met[i] == number;
      }
      if (!twice) {
        met = size == met.length ? Arrays.copyOf(met, size * 2) : met;
        met[size++] = number;
      }
    }
    many |= size - from > 1;
    ends[item] = size;
    lastItem = item;
    return this;
  }

  private Integer numbered(Object value) {
    boolean text = type == ItemAttribute.Type.TEXT;
    dictionaryBytes += text ? 4 + utf8(value).length : 8;
    return numbers.size();
  }

  private void fillEnds(int before) {
    for (int item = lastItem + 1; item < before; item++) {
      ends[item] = size;
    }
    lastItem = Math.max(lastItem, before - 1);
  }

  /** The attribute. */
  public ItemAttribute build() {
    fillEnds(ends.length);
    ValueWriter out = new ValueWriter(0);
    ItemAttribute.head(out, name, type, many, numbers.size());
    int[] codes = dictionary(out);
    codes(out, codes);
    ValueReader in = new ValueReader("an attribute", out.toBytes());
    in.unsignedByte();
    return ItemAttribute.read(in, ends.length);
  }

  /** Writes the values in their order and gives each one's number in it. */
  private int[] dictionary(ValueWriter out) {
    Object[] values = new Object[numbers.size()];
    numbers.forEach((value, number) -> values[number] = value);
    boolean text = type == ItemAttribute.Type.TEXT;
    Object[] sorted = text ? Arrays.stream(values).map(v -> utf8(v)).toArray() : values.clone();
    Arrays.sort(
        sorted,
        text
            ? (a, b) -> Arrays.compareUnsigned((byte[]) a, (byte[]) b)
            : (a, b) -> Double.compare((Double) a, (Double) b));
    ByteBuffer body = ItemAttribute.room(text ? 0 : 8 * sorted.length);
    int end = 0;
    int[] codes = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      Object value = sorted[i];
      if (value instanceof byte[] bytes) {
        end += bytes.length;
        out.integer(end);
        codes[numbers.get(new String(bytes, StandardCharsets.UTF_8))] = i + 1;
      } else {
        body.putDouble((Double) value);
        codes[numbers.get(value)] = i + 1;
      }
    }
    for (Object value : sorted) {
      if (value instanceof byte[] bytes) {
        out.slice(ByteBuffer.wrap(bytes));
      }
    }
    out.slice(body.flip());
    return codes;
  }

  private void codes(ValueWriter out, int[] codes) {
    if (many) {
      out.bareInts(ends);
    }
    int width = ItemAttribute.width(codes.length);
    int from = 0;
    for (int end : ends) {
      int[] own = Arrays.copyOfRange(met, from, end);
      for (int i = 0; i < own.length; i++) {
        own[i] = codes[own[i]];
      }
      Arrays.sort(own);
      if (!many && own.length == 0) {
        own = new int[1];
      }
      for (int code : own) {
        put(out, code, width);
      }
      from = end;
    }
  }

  private static void put(ValueWriter out, int code, int width) {
    for (int i = 0; i < width; i++) {
      out.signedByte((byte) (code >>> (8 * i)));
    }
  }

  /** A lone surrogate has no UTF-8 and becomes a question mark, as everywhere in Java. */
  private static String spelled(String text) {
    boolean plain = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    return plain ? text : new String(utf8(text), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(Object text) {
    return ((String) text).getBytes(StandardCharsets.UTF_8);
  }
}

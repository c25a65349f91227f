package dev.nightjar.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects one attribute of the items, in any order, into the form in which a snapshot keeps it.
 * Not thread-safe.
 */
public final class ItemAttributeBuilder {
  private static final int[] NONE = {};

  /** Of the type, the shape and two counts, and some more. */
  private static final int HEAD_BYTES = 32;

  private final String name;
  private final ItemAttribute.Type type;
  private final Map<Object, Integer> numbers = new HashMap<>();

  /** The number of an item's value and 1; 0 for none, or for several. */
  private final int[] single;

  private final Map<Integer, int[]> several = new HashMap<>();
  private long dictionaryBytes;
  private long severalCount;

  private ItemAttributeBuilder(String name, ItemAttribute.Type type, int items) {
    this.name = name;
    this.type = type;
    single = new int[items];
  }

  /** An attribute whose values are texts. */
  public static ItemAttributeBuilder texts(String name, int items) {
    return new ItemAttributeBuilder(name, ItemAttribute.Type.TEXT, items);
  }

  /** An attribute whose values are numbers. */
  public static ItemAttributeBuilder numbers(String name, int items) {
    return new ItemAttributeBuilder(name, ItemAttribute.Type.NUMBER, items);
  }

  /** Says the texts of an item, once; a text that is there twice counts once. */
  public ItemAttributeBuilder add(int item, Collection<String> texts) {
    return put(item, texts.stream().map(ItemAttributeBuilder::spelled).toList());
  }

  /** Says the text of an item, once. */
  public ItemAttributeBuilder add(int item, String text) {
    return put(item, List.of(spelled(text)));
  }

  /** Says the number of an item, once; NaN says nothing. */
  public ItemAttributeBuilder add(int item, double number) {
    return addNumbers(item, List.of(number));
  }

  /** Says the numbers of an item, once; NaN says nothing. */
  public ItemAttributeBuilder addNumbers(int item, Collection<Double> values) {
    // Zero has two signs and one meaning.
    return put(item, values.stream().filter(v -> !v.isNaN()).map(v -> v + 0.0).toList());
  }

  /** Whether no item has a value. */
  public boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** Bytes that the different values take so far. */
  public long dictionaryBytes() {
    return dictionaryBytes;
  }

  /** Bytes that the attribute takes in a file, at most and so far. */
  public long bytes() {
    long places = several.isEmpty() ? 0 : 4L * single.length;
    long codes = single.length + severalCount;
    return dictionaryBytes
        + places
        + codes * ItemAttribute.width(numbers.size())
        + HEAD_BYTES
        + 3L * name.length();
  }

  private ItemAttributeBuilder put(int item, Collection<?> values) {
    if (single[item] != 0 || several.containsKey(item)) {
      throw new IllegalArgumentException(name + " of item " + item + " was said before");
    }
    int[] own =
        values.stream()
            .mapToInt(value -> numbers.computeIfAbsent(value, this::numbered))
            .distinct()
            .toArray();
    if (own.length == 1) {
      single[item] = own[0] + 1;
    } else if (own.length > 1) {
      several.put(item, own);
      severalCount += own.length;
    }
    return this;
  }

  private Integer numbered(Object value) {
    boolean text = type == ItemAttribute.Type.TEXT;
    dictionaryBytes += text ? 4 + utf8(value).length : 8;
    return numbers.size();
  }

  /** The attribute. */
  public ItemAttribute build() {
    ValueWriter out = new ValueWriter(0);
    ItemAttribute.head(out, name, type, !several.isEmpty(), numbers.size());
    int[] codes = dictionary(out);
    if (!several.isEmpty()) {
      ends(out);
    }
    codes(out, codes);
    ValueReader in = new ValueReader("an attribute", out.toBytes());
    in.unsignedByte();
    return ItemAttribute.read(in, single.length);
  }

  /** Writes the values in their order and gives each one's number in it. */
  private int[] dictionary(ValueWriter out) {
    Object[] values = new Object[numbers.size()];
    numbers.forEach((value, number) -> values[number] = value);
    return type == ItemAttribute.Type.TEXT ? texts(out, values) : doubles(out, values);
  }

  private static int[] texts(ValueWriter out, Object[] values) {
    byte[][] texts = new byte[values.length][];
    Arrays.setAll(texts, number -> utf8(values[number]));
    Integer[] order = sorted(values.length, (a, b) -> Arrays.compareUnsigned(texts[a], texts[b]));
    int end = 0;
    for (int number : order) {
      end += texts[number].length;
      out.integer(end);
    }
    for (int number : order) {
      out.slice(ByteBuffer.wrap(texts[number]));
    }
    return places(order);
  }

  private static int[] doubles(ValueWriter out, Object[] values) {
    Integer[] order =
        sorted(values.length, (a, b) -> Double.compare((Double) values[a], (Double) values[b]));
    ByteBuffer body = ByteBuffer.allocate(8 * order.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : order) {
      body.putDouble((Double) values[number]);
    }
    out.slice(body.flip());
    return places(order);
  }

  private static Integer[] sorted(int size, Comparator<Integer> by) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, number -> number);
    Arrays.sort(order, by);
    return order;
  }

  private static int[] places(Integer[] order) {
    int[] places = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place + 1;
    }
    return places;
  }

  private void ends(ValueWriter out) {
    int end = 0;
    for (int item = 0; item < single.length; item++) {
      end += own(item).length;
      out.integer(end);
    }
  }

  private void codes(ValueWriter out, int[] codes) {
    int width = ItemAttribute.width(codes.length);
    for (int item = 0; item < single.length; item++) {
      int[] own = own(item);
      if (own.length == 0 && several.isEmpty()) {
        put(out, 0, width);
      }
      for (int code : Arrays.stream(own).map(number -> codes[number]).sorted().toArray()) {
        put(out, code, width);
      }
    }
  }

  private int[] own(int item) {
    return single[item] > 0 ? new int[] {single[item] - 1} : several.getOrDefault(item, NONE);
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

package dev.nightjar.contract;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What filters ask of the items of one snapshot, the file {@code attributes.bin} beside its store;
 * see docs/formats/attributes.md for the bytes. A file that is mapped stays where it is: only names
 * are held in memory. Immutable.
 */
public final class ItemAttributes {
  /** Name of the file in a snapshot's folder. */
  public static final String FILE = "attributes.bin";

  /** The newest format written. */
  public static final int CURRENT = 1;

  /** Tags, any number an item. */
  public static final String TAG = "tag";

  /** Price, in the item's currency. */
  public static final String PRICE = "price";

  /** ISO 4217 code. */
  public static final String CURRENCY = "currency";

  /** First publication, in milliseconds since 1970. */
  public static final String PUBLISHED_AT = "published_at";

  /** When the item is offered from, in milliseconds since 1970. */
  public static final String AVAILABLE_FROM = "available_from";

  /** When the item is offered no longer, in milliseconds since 1970. */
  public static final String AVAILABLE_UNTIL = "available_until";

  /** What the names of attributes begin with that the sender made up. */
  public static final String PROPERTY = "properties.";

  private static final int MIN = 1;
  private static final String WHAT = "a file of attributes";

  /** By name, of one name the texts first; never two alike. */
  private static final Comparator<ItemAttribute> ORDER =
      Comparator.comparing(ItemAttribute::name).thenComparing(ItemAttribute::type);

  private final int items;
  private final List<String> leftOut;
  private final List<ItemAttribute> attributes;
  private final Map<String, ItemAttribute> texts = new HashMap<>();
  private final Map<String, ItemAttribute> numbers = new HashMap<>();

  /**
   * @param items how many items there are
   * @param leftOut names of attributes that items have and that took too much room
   * @param attributes the attributes, in any order; those of one name differ in type
   */
  public ItemAttributes(int items, List<String> leftOut, List<ItemAttribute> attributes) {
    this.items = items;
    this.leftOut = leftOut.stream().sorted().toList();
    this.attributes = attributes.stream().sorted(ORDER).toList();
    for (ItemAttribute attribute : this.attributes) {
      boolean text = attribute.type() == ItemAttribute.Type.TEXT;
      (text ? texts : numbers).put(attribute.name(), attribute);
    }
  }

  /** How many items there are. */
  public int items() {
    return items;
  }

  /** Names of attributes that items have and that took too much room, ascending. */
  public List<String> leftOut() {
    return leftOut;
  }

  /** All attributes, by name. */
  public List<ItemAttribute> all() {
    return attributes;
  }

  /** The texts of this name, or null when no item has one. */
  public @Nullable ItemAttribute texts(String name) {
    return texts.get(name);
  }

  /** The numbers of this name, or null when no item has one. */
  public @Nullable ItemAttribute numbers(String name) {
    return numbers.get(name);
  }

  /** The file's bytes in the current format. */
  public byte[] encode() {
    ValueWriter out = new ValueWriter(CURRENT);
    out.integer(items);
    out.integer(leftOut.size());
    leftOut.forEach(out::text);
    out.integer(attributes.size());
    attributes.forEach(attribute -> attribute.write(out));
    return out.toBytes();
  }

  /** Reads a file of any format this program knows. */
  public static ItemAttributes decode(byte[] file) {
    return decode(ByteBuffer.wrap(file));
  }

  /** Reads a mapped file, which must stay mapped and as it is, of any format known. */
  public static ItemAttributes decode(ByteBuffer file) {
    ValueReader in = new ValueReader(WHAT, file);
    in.version(MIN, CURRENT);
    int items = in.integer();
    if (items < 0) {
      throw new CorruptFormatException(WHAT + " is of " + items + " items");
    }
    List<String> leftOut = new ArrayList<>();
    for (int i = in.count(4); i > 0; i--) {
      String name = in.text();
      if (!leftOut.isEmpty() && name.compareTo(leftOut.get(leftOut.size() - 1)) < 0) {
        throw new CorruptFormatException(WHAT + " has names that are not in order");
      }
      leftOut.add(name);
    }
    List<ItemAttribute> attributes = new ArrayList<>();
    for (int i = in.count(4); i > 0; i--) {
      ItemAttribute attribute = ItemAttribute.read(in, items);
      if (!attributes.isEmpty()
          && ORDER.compare(attributes.get(attributes.size() - 1), attribute) >= 0) {
        throw new CorruptFormatException(WHAT + " has attributes twice or not in order");
      }
      attributes.add(attribute);
    }
    in.end();
    return new ItemAttributes(items, leftOut, attributes);
  }
}

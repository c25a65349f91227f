package dev.nightjar.etl.landing;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The fields of a plain line that no column is made for: {@link FreeFields} without a tree. Kept in
 * the order of their names. Not thread-safe.
 */
final class QuickTexts {

  private static final int MOST_BYTES = 1000;

  /** No fields. */
  static final ArrayBasedMapData NONE = map(new Object[0], new Object[0]);

  private UTF8String[] names = new UTF8String[16];
  private UTF8String[] values = new UTF8String[16];
  private int count;

  void clear() {
    count = 0;
  }

  /** Reads the field, which is not a private one. */
  void take(FieldNames.Known name, LineBytes line) throws Unusual {
    UTF8String value = line.asText();
    if (value == null) {
      return;
    }
    if (value.numBytes() > MOST_BYTES || isAddress(value)) {
      throw Unusual.LINE;
    }
    put(name.utf8(), value);
  }

  /** An address of a page is cut at its question mark. */
  private static boolean isAddress(UTF8String value) {
    return value.numBytes() > 4
        && value.getByte(0) == 'h'
        && value.getByte(1) == 't'
        && Texts.has(value, '?');
  }

  private void put(UTF8String name, UTF8String value) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    int place = count++;
    for (; place > 0 && names[place - 1].compareTo(name) > 0; place--) {
      names[place] = names[place - 1];
      values[place] = values[place - 1];
    }
    names[place] = name;
    values[place] = value;
  }

  /** Name to text, none of which names anybody. */
  ArrayBasedMapData map(NamedIds ids) throws Unusual {
    if (count == 0) {
      return NONE;
    }
    Object[] keys = new Object[count];
    Object[] texts = new Object[count];
    for (int i = 0; i < count; i++) {
      keys[i] = ids.free(names[i]);
      texts[i] = ids.free(values[i]);
    }
    return map(keys, texts);
  }

  private static ArrayBasedMapData map(Object[] keys, Object[] values) {
    return new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(values));
  }
}

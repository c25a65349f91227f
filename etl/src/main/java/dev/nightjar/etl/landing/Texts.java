package dev.nightjar.etl.landing;

import org.apache.spark.unsafe.types.UTF8String;

/** Looks at texts of plain ASCII byte by byte. Static, no state. */
final class Texts {

  private static final int CASE = 0x20;

  private Texts() {}

  static boolean isBlank(UTF8String text) {
    int bytes = text.numBytes();
    int i = 0;
    while (i < bytes && text.getByte(i) == ' ') {
      i++;
    }
    return i == bytes;
  }

  static boolean has(UTF8String text, char wanted) {
    return indexOf(text, wanted) >= 0;
  }

  /** Where the character stands first; -1 if nowhere. */
  static int indexOf(UTF8String text, char wanted) {
    int bytes = text.numBytes();
    for (int i = 0; i < bytes; i++) {
      if (text.getByte(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  static boolean isLetter(byte character) {
    int small = character | CASE;
    return small >= 'a' && small <= 'z';
  }

  static boolean hasIgnoringCase(UTF8String text, UTF8String part) {
    int last = text.numBytes() - part.numBytes();
    for (int i = 0; i <= last; i++) {
      if (isAt(text, i, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(UTF8String text, int at, UTF8String part) {
    int bytes = part.numBytes();
    for (int i = 0; i < bytes; i++) {
      byte one = text.getByte(at + i);
      byte other = part.getByte(i);
      if (one != other && !((one | CASE) == (other | CASE) && isLetter(one))) {
        return false;
      }
    }
    return true;
  }
}

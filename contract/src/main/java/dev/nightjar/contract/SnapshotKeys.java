package dev.nightjar.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keys of a snapshot's store. The first byte tells the kind, so that kinds never overlap and each
 * file holds one range: {@code i} + 4 bytes big-endian item index, {@code l} + list name, {@code c}
 * + column name, {@code u} + person id, {@code o} + person id + {@code /} + policy, {@code s} + 4
 * bytes big-endian number of a block of sessions; names in UTF-8.
 */
public final class SnapshotKeys {
  /** First byte of an item's key. */
  public static final byte ITEM = 'i';

  /** First byte of a column's key. */
  public static final byte COLUMN = 'c';

  /** First byte of a list's key. */
  public static final byte LIST = 'l';

  /** First byte of the key of a person's order. */
  public static final byte ORDER = 'o';

  /** First byte of the key of a block of past sessions. */
  public static final byte SESSIONS = 's';

  /** First byte of a person's key. */
  public static final byte USER = 'u';

  private SnapshotKeys() {}

  /** Key of the item with this index. */
  public static byte[] item(int index) {
    return numbered(ITEM, index);
  }

  /** Key of the block of past sessions with this number. */
  public static byte[] sessions(int block) {
    return numbered(SESSIONS, block);
  }

  /** Key of the column with this name. */
  public static byte[] column(String name) {
    return prefixed(COLUMN, name);
  }

  /** Key of the list with this name. */
  public static byte[] list(String name) {
    return prefixed(LIST, name);
  }

  /** Key of the person with this pseudonym. */
  public static byte[] user(String personId) {
    return prefixed(USER, personId);
  }

  /** Key of the order of the person with this pseudonym under a policy of the manifest. */
  public static byte[] order(String personId, String policy) {
    return prefixed(ORDER, personId + '/' + policy);
  }

  private static byte[] numbered(byte kind, int number) {
    return ByteBuffer.allocate(5).put(kind).putInt(number).array();
  }

  private static byte[] prefixed(byte kind, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[text.length + 1];
    key[0] = kind;
    System.arraycopy(text, 0, key, 1, text.length);
    return key;
  }
}

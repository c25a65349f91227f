package dev.nightjar.serving.collector;

import java.nio.ByteBuffer;

/**
 * One line for the landing.
 *
 * @param key tells whether it was taken before
 * @param text its JSON and a line feed
 * @param person the id of whom it is about; empty where it names nobody
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventLine(EventKey key, byte[] text, String person) {

  /** A line that is about nobody that is known. */
  EventLine(EventKey key, byte[] text) {
    this(key, text, "");
  }

  /**
   * What keeps the events of one person in their order in a stream: a hash, so that the id stands
   * in the event alone. Empty where it names nobody.
   */
  public byte[] personKey() {
    if (person.isEmpty()) {
      return new byte[0];
    }
    EventKey hash = EventKey.ofMessage(person);
    return ByteBuffer.allocate(EventKey.BYTES).putLong(hash.high()).putLong(hash.low()).array();
  }
}

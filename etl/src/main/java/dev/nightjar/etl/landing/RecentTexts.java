package dev.nightjar.etl.landing;

import java.util.function.Function;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What was made of the texts seen last. A person's and a session's events stand near each other in
 * a landed file, and agents and locales are few. Each text has one place, where the next one of
 * that place replaces it, so the size is fixed. Not thread-safe.
 *
 * @param <V> made of a text; may be null
 */
final class RecentTexts<V> {

  /** Longer texts are not kept, so that the memory has a bound. */
  private static final int MOST_BYTES = 1024;

  private final Function<String, @Nullable V> make;

  /** Of the texts, by which nearly every other one is told apart without a look at it. */
  private final int[] hashes;

  private final @Nullable UTF8String[] texts;
  private final @Nullable Object[] made;

  /**
   * @param places a power of two
   * @param make worked out anew once it is forgotten, so always the same of a text
   */
  RecentTexts(int places, Function<String, @Nullable V> make) {
    this.make = make;
    hashes = new int[places];
    texts = new UTF8String[places];
    made = new Object[places];
  }

  /** What is made of the text. */
  @SuppressWarnings("unchecked") // Only what the function gave stands there.
  @Nullable V of(UTF8String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (hashes.length - 1);
    if (hashes[place] == hash && text.equals(texts[place])) {
      return (V) made[place];
    }
    V value = make.apply(text.toString());
    if (text.numBytes() <= MOST_BYTES) {
      hashes[place] = hash;
      // A copy: the text may be a part of a whole line.
      texts[place] = text.copy();
      made[place] = value;
    }
    return value;
  }
}

package dev.nightjar.etl.landing;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The raw ids and contact details that a plain line names, for leaving every line in which they
 * stand elsewhere to {@link RawIds}. An address and what is encoded as in a URL are told by a
 * single character. Not thread-safe.
 */
final class NamedIds {

  private UTF8String[] ids = new UTF8String[8];
  private int count;

  void clear() {
    count = 0;
  }

  /** One more; a missing one is none. */
  void add(@Nullable UTF8String id) throws Unusual {
    if (id == null || Texts.isBlank(id)) {
      return;
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count * 2);
    }
    // A blank is the one character that stands otherwise in a URL and yet without a per cent sign.
    if (Texts.has(id, ' ')) {
      throw Unusual.LINE;
    }
    ids[count++] = id;
  }

  /** The text, in which nothing is to be masked. */
  UTF8String free(UTF8String text) throws Unusual {
    if (Texts.has(text, '@') || Texts.has(text, '%')) {
      throw Unusual.LINE;
    }
    for (int i = 0; i < count; i++) {
      if (Texts.hasIgnoringCase(text, ids[i])) {
        throw Unusual.LINE;
      }
    }
    return text;
  }
}

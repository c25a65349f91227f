package dev.nightjar.etl.landing;

import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Name and version of the program that made a plain line: {@link Producer} without a tree. Used for
 * one line after the other; not thread-safe.
 */
final class QuickProgram {

  private static final UTF8String SLASH = UTF8String.fromString("/");
  private static final int MOST_BYTES = 80;

  private @Nullable UTF8String name;
  private @Nullable UTF8String version;

  void clear() {
    name = null;
    version = null;
  }

  /** Reads the object. */
  void read(String object, LineBytes line, NamedIds ids) throws Unusual {
    if (line.isNull()) {
      return;
    }
    int mark = line.object();
    for (FieldNames.Known field = line.next(mark); field != null; field = line.next(mark)) {
      UnknownFields.requireKnownInContext(object, field.text());
      switch (field.text()) {
        case "name" -> name = trimmed(line.text());
        case "version" -> version = trimmed(line.text());
        default -> line.skip(field, ids);
      }
    }
  }

  /** Without blanks at either end, as it nearly always comes; null if nothing is left. */
  private static @Nullable UTF8String trimmed(@Nullable UTF8String text) {
    UTF8String trimmed = text == null ? null : text.trim();
    return trimmed == null || trimmed.numBytes() == 0 ? null : trimmed;
  }

  /** Such as {@code analytics-node/3.1.0}; null if it does not say. */
  @Nullable UTF8String nameAndVersion(NamedIds ids) throws Unusual {
    if (name == null) {
      return null;
    }
    UTF8String whole = version == null ? name : UTF8String.concat(name, SLASH, version);
    if (whole.numBytes() > MOST_BYTES) {
      throw Unusual.LINE;
    }
    return ids.free(whole);
  }
}

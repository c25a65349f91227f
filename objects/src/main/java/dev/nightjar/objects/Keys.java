package dev.nightjar.objects;

import java.util.regex.Pattern;

/**
 * What an object's key may look like, so that a key is the same object in a bucket and in a
 * directory.
 */
final class Keys {

  private static final Pattern BAD_PART = Pattern.compile("(^|/)(\\.{0,2})(/|$)");

  private Keys() {}

  /** Returns the key, or refuses an empty one and one with empty parts, {@code .} or {@code ..}. */
  static String checked(String key) {
    if (key.isEmpty() || BAD_PART.matcher(key).find() || key.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "object key \""
              + key
              + "\" must be parts separated by single slashes, none of them \".\" or \"..\"");
    }
    return key;
  }

  /** Returns the prefix of a listing, which may be empty and may end with a slash. */
  static String checkedPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      checked(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }
    return prefix;
  }
}

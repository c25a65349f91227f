package dev.nightjar.etl.landing;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The raw ids and contact details that one line names, for finding them wherever else they stand in
 * it: in any case, and encoded as in a URL. An e-mail address is found without being named. They
 * live as long as the parsing of their line. Immutable.
 */
final class RawIds {

  static final RawIds NONE = new RawIds(List.of());

  /** Shorter ids would be found everywhere by chance, so they are looked for as whole words. */
  private static final int SHORTEST_WITHIN_WORDS = 4;

  /** A person's and an item's id of this length are not alike by chance. */
  private static final int SHORTEST_IN_ITEM_IDS = 8;

  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._+-]{1,64}(?:@|%40)[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63})+");

  private final List<Form> forms;

  private RawIds(List<Form> forms) {
    this.forms = forms;
  }

  /** An id as it may stand in a text, with both cases of its first character. */
  private record Form(String id, char lower, char upper) {
    static Form of(String id) {
      char first = id.charAt(0);
      return new Form(id, Character.toLowerCase(first), Character.toUpperCase(first));
    }
  }

  /** Ids to look for; empty ones are left out. */
  static RawIds of(Collection<String> ids) {
    if (ids.isEmpty()) {
      return NONE;
    }
    List<Form> forms = new ArrayList<>(ids.size() + 2);
    for (String id : ids) {
      if (!id.isBlank()) {
        forms.add(Form.of(id));
        if (!isPlain(id)) {
          forms.add(Form.of(URLEncoder.encode(id, StandardCharsets.UTF_8)));
        }
      }
    }
    return new RawIds(forms);
  }

  /** The text with a mask wherever one of the ids or an e-mail address stands. */
  String scrub(String text) {
    String decoded = text.indexOf('%') < 0 ? text : decoded(text);
    if (!decoded.equals(text)) {
      String scrubbed = masked(decoded);
      if (!scrubbed.equals(decoded)) {
        return scrubbed;
      }
    }
    return masked(text);
  }

  /** Whether an item's id names a person: holds one of the longer ids, or an e-mail address. */
  boolean areNamedIn(String itemId) {
    for (Form form : forms) {
      if (form.id.length() >= SHORTEST_IN_ITEM_IDS && find(itemId, form, 0) >= 0) {
        return true;
      }
    }
    return isEmailLikely(itemId) && EMAIL.matcher(itemId).find();
  }

  private String masked(String text) {
    String scrubbed = text;
    for (Form form : forms) {
      scrubbed = without(scrubbed, form);
    }
    return isEmailLikely(scrubbed) ? EMAIL.matcher(scrubbed).replaceAll(Privacy.MASK) : scrubbed;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static boolean isEmailLikely(String text) {
    return text.indexOf('@') >= 0 || text.contains("%40");
  }

  private static String without(String text, Form form) {
    int at = find(text, form, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder scrubbed = new StringBuilder(text.length());
    int copied = 0;
    for (; at >= 0; at = find(text, form, copied)) {
      scrubbed.append(text, copied, at).append(Privacy.MASK);
      copied = at + form.id.length();
    }
    return scrubbed.append(text, copied, text.length()).toString();
  }

  private static int find(String text, Form form, int from) {
    String id = form.id;
    for (int i = from; i <= text.length() - id.length(); i++) {
      char c = text.charAt(i);
      boolean isCandidate = c == form.lower || c == form.upper || c > 127;
      if (isCandidate && text.regionMatches(true, i, id, 0, id.length()) && counts(text, i, id)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean counts(String text, int at, String id) {
    if (id.length() >= SHORTEST_WITHIN_WORDS) {
      return true;
    }
    int end = at + id.length();
    boolean startsWord = at == 0 || !continuesWord(text.charAt(at - 1));
    return startsWord && (end == text.length() || !continuesWord(text.charAt(end)));
  }

  /** A point or comma as well: the user 3 does not stand in the price 3.50. */
  private static boolean continuesWord(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == ',';
  }

  /** Whether the id looks the same inside a URL. */
  private static boolean isPlain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean isLetterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isLetterOrDigit && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }
}

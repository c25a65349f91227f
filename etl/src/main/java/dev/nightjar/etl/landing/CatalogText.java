package dev.nightjar.etl.landing;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cleans the texts of a catalogue record, once, where it is taken in: what a shop's editor left of
 * HTML goes, and one text has one spelling. Tags of HTML only are removed, so that "a < b" stays.
 */
final class CatalogText {

  /** Feeds escape what is escaped already; more layers than this are left as they are. */
  private static final int LAYERS = 3;

  private static final int MAX_ENTITY = 10;

  private static final Pattern BREAK =
      Pattern.compile(
          "(?i)</?(?:p|br|div|li|ul|ol|dl|dt|dd|tr|td|th|table|tbody|thead|h[1-6]|hr|section|"
              + "article|header|footer|blockquote|pre)(?:\\s[^<>]*)?/?>");
  private static final Pattern INLINE =
      Pattern.compile(
          "(?i)</?(?:a|abbr|b|big|body|button|center|cite|code|em|font|form|head|html|i|iframe|img|"
              + "input|label|link|mark|meta|s|small|span|strike|strong|style|sub|sup|svg|u|"
              + "script|title|video)(?:\\s[^<>]*)?/?>");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Zs}\\p{Zl}\\p{Zp}\\p{Cntrl}]+");
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200B\\u2060\\uFEFF\\u00AD\\u202A-\\u202E\\u2066-\\u2069]|\\p{Cs}");

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("ndash", "\u2013"),
          Map.entry("mdash", "\u2014"),
          Map.entry("hellip", "\u2026"),
          Map.entry("lsquo", "\u2018"),
          Map.entry("rsquo", "\u2019"),
          Map.entry("ldquo", "\u201c"),
          Map.entry("rdquo", "\u201d"),
          Map.entry("bdquo", "\u201e"),
          Map.entry("laquo", "\u00ab"),
          Map.entry("raquo", "\u00bb"),
          Map.entry("bull", "\u2022"),
          Map.entry("middot", "\u00b7"),
          Map.entry("deg", "\u00b0"),
          Map.entry("times", "\u00d7"),
          Map.entry("frac12", "\u00bd"),
          Map.entry("euro", "\u20ac"),
          Map.entry("pound", "\u00a3"),
          Map.entry("yen", "\u00a5"),
          Map.entry("cent", "\u00a2"),
          Map.entry("copy", "\u00a9"),
          Map.entry("reg", "\u00ae"),
          Map.entry("trade", "\u2122"),
          Map.entry("szlig", "\u00df"),
          Map.entry("aelig", "\u00e6"),
          Map.entry("AElig", "\u00c6"),
          Map.entry("oslash", "\u00f8"),
          Map.entry("Oslash", "\u00d8"));

  /** Endings of names such as {@code eacute}: the letter before them gets this mark. */
  private static final Map<String, String> MARKS =
      Map.of(
          "grave", "\u0300",
          "acute", "\u0301",
          "circ", "\u0302",
          "tilde", "\u0303",
          "uml", "\u0308",
          "ring", "\u030a",
          "cedil", "\u0327");

  private CatalogText() {}

  /** The clean text; null if nothing is left. */
  static @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String clean = text;
    for (int layer = 0; layer < LAYERS && hasMarkup(clean); layer++) {
      clean = decode(withoutTags(clean));
    }
    clean = hasMarkup(clean) ? withoutTags(clean) : clean;
    clean = Normalizer.normalize(INVISIBLE.matcher(clean).replaceAll(""), Normalizer.Form.NFC);
    clean = BLANKS.matcher(clean).replaceAll(" ").strip();
    return clean.isEmpty() ? null : clean;
  }

  /** The clean texts of a list without those of which nothing is left; null stays null. */
  static @Nullable List<String> clean(@Nullable List<String> texts) {
    return texts == null
        ? null
        : texts.stream().map(text -> clean(text)).filter(Objects::nonNull).distinct().toList();
  }

  private static boolean hasMarkup(String text) {
    return text.indexOf('<') >= 0 || text.indexOf('&') >= 0;
  }

  private static String withoutTags(String text) {
    String shown =
        without(
            without(without(text, "<script", "</script>"), "<style", "</style>"), "<!--", "-->");
    return INLINE.matcher(BREAK.matcher(shown).replaceAll(" ")).replaceAll("");
  }

  /** Without everything between two marks, the marks included; what is not closed stays. */
  private static String without(String text, String open, String close) {
    String small = text.toLowerCase(Locale.ROOT);
    if (small.length() != text.length() || !small.contains(open)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    int start = small.indexOf(open);
    while (start >= 0) {
      int end = small.indexOf(close, start);
      if (end < 0) {
        break;
      }
      kept.append(text, from, start).append(' ');
      from = end + close.length();
      start = small.indexOf(open, from);
    }
    return kept.append(text, from, text.length()).toString();
  }

  private static String decode(String text) {
    int at = text.indexOf('&');
    if (at < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int end = text.indexOf(';', at);
      if (end < 0) {
        break;
      }
      String found = end - at - 1 <= MAX_ENTITY ? entity(text.substring(at + 1, end)) : null;
      if (found != null) {
        decoded.append(text, from, at).append(found);
        from = end + 1;
      }
      at = text.indexOf('&', found == null ? at + 1 : from);
    }
    return decoded.append(text, from, text.length()).toString();
  }

  private static @Nullable String entity(String name) {
    if (name.startsWith("#")) {
      return numbered(name.substring(1));
    }
    String named = NAMED.get(name);
    if (named != null || name.length() < 2) {
      return named;
    }
    String mark = MARKS.get(name.substring(1));
    return mark == null ? null : name.charAt(0) + mark;
  }

  private static @Nullable String numbered(String digits) {
    boolean hex = digits.startsWith("x") || digits.startsWith("X");
    try {
      int code = Integer.parseInt(hex ? digits.substring(1) : digits, hex ? 16 : 10);
      boolean letter = Character.isValidCodePoint(code) && code > 0;
      return letter ? Character.toString(code) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

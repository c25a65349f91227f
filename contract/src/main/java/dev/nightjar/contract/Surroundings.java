package dev.nightjar.contract;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The coarse words for where somebody is: system and browser without their versions, the host of
 * the page before, the language. Tables and requests tell them by this one rule, so that what a
 * night learns of a word holds for requests that say it. Stateless.
 */
public final class Surroundings {
  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "iphone os", "ios",
          "ipados", "ios",
          "mac os x", "macos",
          "mac os", "macos",
          "os x", "macos",
          "windows nt", "windows",
          "chrome os", "chromeos",
          "mobile safari", "safari",
          "microsoft edge", "edge",
          "google chrome", "chrome");

  private static final Pattern VERSION = Pattern.compile("([ /]v?[0-9][0-9a-z._]*)+$");
  private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");
  private static final Pattern HOST = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
  private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2,3})([-_].*)?");
  private static final int LONGEST_HOST = 200;

  /** The first that an agent holds is its system; an iPad may call itself a Macintosh. */
  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          entry("iphone", "ios"),
          entry("ipad", "ios"),
          entry("ipod", "ios"),
          entry("android", "android"),
          entry("windows", "windows"),
          entry("cros", "chromeos"),
          entry("macintosh", "macos"),
          entry("linux", "linux"));

  /** Nearly all call themselves Chrome and Safari besides. */
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          entry("edg/", "edge"),
          entry("edga/", "edge"),
          entry("edgios/", "edge"),
          entry("opr/", "opera"),
          entry("samsungbrowser", "samsung"),
          entry("firefox/", "firefox"),
          entry("fxios/", "firefox"),
          entry("crios/", "chrome"),
          entry("chrome/", "chrome"),
          entry("safari/", "safari"));

  private Surroundings() {}

  /** The system said, else what the user agent lets one guess; null when neither tells. */
  public static @Nullable String os(@Nullable String said, @Nullable String userAgent) {
    return said != null ? word(said) : userAgent == null ? null : first(SYSTEMS, userAgent);
  }

  /** The browser said, else what the user agent lets one guess; null when neither tells. */
  public static @Nullable String browser(@Nullable String said, @Nullable String userAgent) {
    return said != null ? word(said) : userAgent == null ? null : first(BROWSERS, userAgent);
  }

  /** A system or browser in one word: small letters, no version. */
  private static String word(String said) {
    String small = said.strip().toLowerCase(Locale.ROOT);
    String family = VERSION.matcher(small).replaceFirst("").strip();
    return OTHER_WORDS.getOrDefault(family, family);
  }

  /** The host that somebody comes from, of an address; its path and query may be personal. */
  public static String host(String referrer) {
    String rest = SCHEME.matcher(referrer.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    String host = rest.substring(0, end(rest));
    host = host.substring(host.lastIndexOf('@') + 1);
    int port = host.lastIndexOf(':');
    if (port >= 0 && host.substring(port + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
      host = host.substring(0, port);
    }
    return host.startsWith("www.") ? host.substring("www.".length()) : host;
  }

  /** The same as tables keep it: null for what is no name of a host, numbers included. */
  public static @Nullable String site(@Nullable String referrer) {
    String host = referrer == null ? "" : host(referrer);
    boolean isNamed =
        host.length() <= LONGEST_HOST
            && HOST.matcher(host).matches()
            && host.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    return isNamed ? host : null;
  }

  /** The language of a locale such as {@code de-AT}, two or three small letters; null for none. */
  public static @Nullable String language(@Nullable String locale) {
    if (locale == null) {
      return null;
    }
    Matcher language = LANGUAGE.matcher(locale.strip().toLowerCase(Locale.ROOT));
    return language.matches() ? language.group(1) : null;
  }

  private static int end(String address) {
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return address.length();
  }

  private static @Nullable String first(List<Map.Entry<String, String>> words, String userAgent) {
    String agent = userAgent.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> each : words) {
      if (agent.contains(each.getKey())) {
        return each.getValue();
      }
    }
    return null;
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.DeviceClass;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings what callers say of a person's machine and of the page before into the words that rules
 * ask for, and reads a user agent that a caller hands over: kind of device, system and browser, of
 * its versions nothing. Stateless.
 */
final class Surroundings {
  static final String OS = "os";
  static final String BROWSER = "browser";
  static final String REFERRER = "referrer";
  static final String USER_AGENT = "user_agent";

  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "iphone os", "ios",
          "ipados", "ios",
          "mac os x", "macos",
          "mac os", "macos",
          "chrome os", "chromeos",
          "mobile safari", "safari",
          "microsoft edge", "edge",
          "google chrome", "chrome");

  /** The first that an agent holds is its system; an iPad may call itself a Macintosh. */
  private static final Map<String, String> SYSTEMS =
      inOrder(
          List.of(
              "iphone",
              "ios",
              "ipad",
              "ios",
              "ipod",
              "ios",
              "android",
              "android",
              "windows",
              "windows",
              "cros",
              "chromeos",
              "macintosh",
              "macos",
              "linux",
              "linux"));

  /** Nearly all call themselves Chrome and Safari besides. */
  private static final Map<String, String> BROWSERS =
      inOrder(
          List.of(
              "edg/",
              "edge",
              "edga/",
              "edge",
              "edgios/",
              "edge",
              "opr/",
              "opera",
              "samsungbrowser",
              "samsung",
              "firefox/",
              "firefox",
              "fxios/",
              "firefox",
              "crios/",
              "chrome",
              "chrome/",
              "chrome",
              "safari/",
              "safari"));

  private Surroundings() {}

  /** A system or browser in the word that rules ask for. */
  static String word(String said) {
    String small = said.strip().toLowerCase(Locale.ROOT);
    return OTHER_WORDS.getOrDefault(small, small);
  }

  /** The host that somebody comes from, of an address; its path and query may be personal. */
  static String host(String referrer) {
    String found = referrer.strip().toLowerCase(Locale.ROOT);
    try {
      String host = URI.create(found).getHost();
      found = host == null ? found.replaceFirst("[/?#].*", "") : host;
    } catch (IllegalArgumentException e) {
      found = found.replaceFirst("^[a-z]+://", "").replaceFirst("[/?#].*", "");
    }
    return found.startsWith("www.") ? found.substring("www.".length()) : found;
  }

  /** The system of an agent, or null. */
  static @Nullable String os(String agent) {
    return first(SYSTEMS, agent);
  }

  /** The browser of an agent, or null. */
  static @Nullable String browser(String agent) {
    return first(BROWSERS, agent);
  }

  /** The kind of device of an agent, by the rule of the tables; null when nobody can tell. */
  static @Nullable String device(String userAgent) {
    return DeviceClass.of(null, userAgent);
  }

  private static @Nullable String first(Map<String, String> words, String userAgent) {
    String agent = userAgent.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> each : words.entrySet()) {
      if (agent.contains(each.getKey())) {
        return each.getValue();
      }
    }
    return null;
  }

  private static Map<String, String> inOrder(List<String> pairs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      words.put(pairs.get(i), pairs.get(i + 1));
    }
    return words;
  }
}

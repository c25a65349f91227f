package dev.nightjar.contract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The coarse kind of a device: what the sender says, else what the user agent lets one guess. Of
 * the agent nothing else is kept, because its versions tell one browser from another. Tables and
 * requests tell devices by this one rule.
 */
public final class DeviceClass {

  private DeviceClass() {}

  /** The kind said, in small letters; else mobile, tablet, tv or desktop; else null. */
  public static @Nullable String of(@Nullable String said, @Nullable String userAgent) {
    if (said != null) {
      return said.toLowerCase(Locale.ROOT);
    }
    return userAgent == null ? null : guess(userAgent.toLowerCase(Locale.ROOT));
  }

  private static @Nullable String guess(String agent) {
    if (holds(agent, "smart-tv", "smarttv", "appletv", "hbbtv", "googletv", "roku", "web0s")) {
      return "tv";
    }
    boolean isAndroid = agent.contains("android");
    if (holds(agent, "ipad", "tablet", "kindle") || (isAndroid && !agent.contains("mobile"))) {
      return "tablet";
    }
    if (isAndroid || holds(agent, "iphone", "ipod", "mobile")) {
      return "mobile";
    }
    return holds(agent, "windows", "macintosh", "x11", "linux", "cros") ? "desktop" : null;
  }

  private static boolean holds(String agent, String... words) {
    for (String word : words) {
      if (agent.contains(word)) {
        return true;
      }
    }
    return false;
  }
}

package dev.nightjar.etl.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * Draws landed lines of a shop's event log: the fields, the mix of events and the dirt of a
 * simulated world, drawn fast and without a model of taste. Not thread-safe.
 */
final class MadeUpLine {

  private static final int DAY_MILLIS = 86_400_000;
  private static final int SHOWN_ITEMS = 10;
  private static final String[] AGENTS = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/134.0",
    "Mozilla/5.0 (Linux; Android 15; Tab S9) Chrome/131.0"
  };
  private static final String[] DEVICES = {"mobile", "desktop", "tablet"};
  private static final String[] SYSTEMS = {"iOS", "Windows", "Android"};
  private static final String[] LOCALES = {"fr-FR", "en-GB", "nl-NL", "de-DE"};
  private static final String[] ZONES = {
    "Europe/Paris", "Europe/London", "Europe/Amsterdam", "Europe/Berlin"
  };

  private final Random random;
  private final long dayStart;
  private final int users;
  private final int items;
  private final StringBuilder line = new StringBuilder(1500);

  MadeUpLine(long seed, LocalDate day, int users, int items) {
    random = new Random(seed);
    dayStart = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    this.users = users;
    this.items = items;
  }

  /** The next line, without its line feed. Shares in the comments are of all lines. */
  String next() {
    int dirt = random.nextInt(1000);
    String clean = clean(dirt);
    if (dirt < 4) {
      return clean.substring(0, clean.length() * 2 / 3); // 0.4 %: cut off
    }
    if (dirt < 6) {
      return clean.replace("\"type\":\"", "\"type\":7,\"was\":\""); // 0.2 %: wrong type
    }
    return clean;
  }

  private String clean(int dirt) {
    int user = skewed(users);
    long at = dayStart + random.nextInt(DAY_MILLIS);
    long received = at + 500 + random.nextInt(4000);
    if (dirt >= 6 && dirt < 16) {
      at -= DAY_MILLIS; // 1 %: a day late, within the look-back
    } else if (dirt >= 16 && dirt < 19) {
      at -= 5L * DAY_MILLIS; // 0.3 %: too late
    }
    line.setLength(0);
    int kind = random.nextInt(1000);
    String type = kind < 900 ? "track" : kind < 970 ? "page" : "identify";
    line.append("{\"type\":\"").append(type).append('"');
    if (kind < 900) {
      line.append(",\"event\":\"").append(event(kind)).append('"');
    }
    if (user % 12 != 0) {
      line.append(",\"userId\":\"user-").append(user).append('"');
    }
    uuid(",\"anonymousId\":\"", mix(user), mix(~user));
    uuid("\",\"messageId\":\"", random.nextLong(), random.nextLong());
    line.append("\",\"timestamp\":\"").append(Instant.ofEpochMilli(at));
    line.append("\",\"receivedAt\":\"").append(Instant.ofEpochMilli(received)).append('"');
    appendBody(kind);
    appendContext(user, at);
    return line.append('}').toString();
  }

  private static String event(int kind) {
    if (kind < 540) {
      return "Item Viewed";
    }
    if (kind < 770) {
      return "Item Clicked";
    }
    if (kind < 810) {
      return "Recommendations Shown";
    }
    if (kind < 840) {
      return "Item Purchased";
    }
    if (kind < 870) {
      return "Item Completed";
    }
    return kind < 890 ? "Item Liked" : "Coupon Opened";
  }

  private void appendBody(int kind) {
    if (kind >= 970) {
      line.append(",\"traits\":{\"email\":\"somebody@mail.example\",\"age\":")
          .append(18 + random.nextInt(60))
          .append('}');
    } else if (kind >= 900) {
      line.append(",\"properties\":{\"path\":\"/\",\"title\":\"Home\"}");
    } else if (kind >= 770 && kind < 810) {
      uuid(",\"properties\":{\"recommendation_id\":\"", random.nextLong(), random.nextLong());
      for (int position = 1; position <= SHOWN_ITEMS; position++) {
        line.append(position == 1 ? "\",\"items\":[" : ",");
        line.append("{\"item_id\":\"item-").append(skewed(items));
        line.append("\",\"position\":").append(position);
        line.append(",\"propensity\":0.00").append(1 + random.nextInt(9)).append('}');
      }
      line.append("]}");
    } else {
      line.append(",\"properties\":{\"item_id\":\"item-").append(skewed(items));
      line.append("\",\"category\":\"c").append(random.nextInt(40)).append('"');
      if (kind >= 810 && kind < 840) {
        line.append(",\"value\":").append(1 + random.nextInt(90)).append(".5");
      }
      line.append('}');
    }
  }

  private void appendContext(int user, long at) {
    int device = Math.floorMod(user, DEVICES.length);
    int place = Math.floorMod(user, LOCALES.length);
    line.append(",\"context\":{\"device\":{\"type\":\"").append(DEVICES[device]);
    line.append("\"},\"os\":{\"name\":\"").append(SYSTEMS[device]);
    line.append("\"},\"locale\":\"").append(LOCALES[place]);
    line.append("\",\"timezone\":\"").append(ZONES[place]);
    line.append("\",\"location\":{\"country\":\"").append(LOCALES[place], 3, 5).append("\"},");
    uuid("\"sessionId\":\"", mix(user + at / 3_600_000), mix(user));
    line.append("\",\"consent\":{\"categoryPreferences\":{\"analytics\":true,\"personalization\":");
    line.append(user % 20 != 0).append(",\"marketing\":").append(user % 3 == 0);
    line.append("}},\"userAgent\":\"").append(AGENTS[device]);
    line.append("\",\"ip\":\"192.0.2.").append(user % 250);
    line.append("\",\"library\":{\"name\":\"simulator\",\"version\":\"1\"}}");
  }

  /** Small numbers more often: the density falls with the square root. */
  private int skewed(int bound) {
    double draw = random.nextDouble();
    return (int) (draw * draw * bound);
  }

  private void uuid(String before, long high, long low) {
    line.append(before).append(new java.util.UUID(high, low));
  }

  /** Spreads a number over 64 bits (the finalizer of SplitMix64). */
  private static long mix(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

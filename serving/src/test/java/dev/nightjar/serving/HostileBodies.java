package dev.nightjar.serving;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes bodies that nobody means well with. Most are valid JSON of the right shape with something
 * hostile deep inside, so that they come as far as they can. Not thread-safe.
 */
final class HostileBodies {
  private static final String[] LEAVES = {
    "null",
    "7",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\" \"",
    "\"u\"",
    "\"item-00042\"",
    "1e999",
    "-1e-999",
    "1E2147483648",
    "-0",
    "-0.0",
    "0.1e+00000000001",
    "9223372036854775808",
    "1".repeat(900),
    "1".repeat(1_001),
    "0." + "1".repeat(999),
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"a\\u2028b\\r\\n\\tc\\u0085\"",
    "\"\\\"}],{\"",
    "\"" + "9".repeat(900) + "\"",
    "\"" + "\\u0001".repeat(500) + "\"",
    "\"" + "x".repeat(40_000) + "\"",
    "[[],{},[{}],null]",
    "{\"personalization\":{\"personalization\":true}}",
    "{\"\":{\"\":\"\"}}",
    "{\"ip\":\"999.999.999.999\"}",
    "{\"ip\":\"::ffff:1.2.3.4%eth0\",\"consent\":7,\"gpc\":[]}",
    "{\"consent\":{\"categoryPreferences\":[true]}}",
    "\"9999999-01-01T00:00:00Z\"",
    "\"0001-01-01T00:00:00+18:00\"",
    "\"9999-12-31T23:59:59.999999999-18:00\"",
    "\"2026-02-30T00:00:00Z\"",
    "\"2026-01-01T24:00:00Z\"",
    "\"2026-06-30T23:59:60Z\"",
    "\"2026-01-01T00:00:00.Z\"",
    "\"2026-01-01\"",
    "1767225600000",
    "-1e300",
  };
  private static final String[] FIELDS = {
    "type",
    "event",
    "userId",
    "anonymousId",
    "messageId",
    "timestamp",
    "originalTimestamp",
    "sentAt",
    "receivedAt",
    "properties",
    "context",
    "traits",
    "batch",
    "writeKey",
    "_refused",
    "integrations",
    "previousId",
    "",
    "__proto__",
    "\\ud800",
    "\\u0000",
  };
  private static final String[] TYPES = {
    "track", "page", "screen", "identify", "group", "alias", "Track", ""
  };
  private static final String[] WHOLE = {
    "",
    " \r\n",
    "null",
    "true",
    "[]",
    "{}",
    "\"text\"",
    "7",
    "NaN",
    "{'type':'page'}",
    "{}{}",
    "[] []",
    "{\"batch\":{}}",
    "{\"batch\":null}",
    "{\"batch\":[]}",
    "{\"batch\":[[],[[]],null,7,\"x\",{}]}",
    "// {}",
    "data=%7B%7D",
    "data=",
    "data=%",
    "{\"type\":\"page\",\"userId\":\"u\",}",
    "{\"type\":\"page\",\"userId\":\"u\"}x",
  };
  private static final Charset[] CHARSETS = {
    StandardCharsets.UTF_16BE,
    StandardCharsets.UTF_16LE,
    StandardCharsets.UTF_16,
    Charset.forName("UTF-32BE"),
    Charset.forName("UTF-32LE"),
    StandardCharsets.ISO_8859_1
  };

  private final Random random;

  HostileBodies(Random random) {
    this.random = random;
  }

  /** The next body. */
  byte[] next() {
    return switch (random.nextInt(12)) {
      case 0 -> cut(utf8(batch()));
      case 1 -> flipped(utf8(batch()));
      case 2 -> batch().getBytes(pick(CHARSETS));
      case 3 -> utf8(pick(WHOLE));
      case 4 -> utf8(mixpanel());
      case 5 -> malformed(utf8(event()));
      case 6 -> utf8(random.nextInt(20) == 0 ? large() : deep());
      default -> utf8(random.nextBoolean() ? batch() : event());
    };
  }

  /** Some megabytes that take many times as much to hold, in few bytes once they are compressed. */
  byte[] amplified() {
    String unit =
        pick(
            "[".repeat(400) + "]".repeat(400) + ",",
            "{\"\":".repeat(400) + "0" + "}".repeat(400) + ",",
            "[0],",
            "{},",
            "\"\",");
    String start =
        pick("[", "{\"batch\":[", "{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"a\":[");
    int units = number(500_000, 2_000_000, 4_900_000) / unit.length();
    String end = start.replaceAll("[^\\[{]", "").replace('[', ']').replace('{', '}');
    return utf8(start + unit.repeat(units) + "0" + new StringBuilder(end).reverse());
  }

  private String batch() {
    StringBuilder events = new StringBuilder(event());
    for (int i = random.nextInt(20); i > 0; i--) {
      events.append(',').append(random.nextInt(8) == 0 ? pick(LEAVES) : event());
    }
    return "{" + (random.nextInt(3) == 0 ? member() + "," : "") + "\"batch\":[" + events + "]}";
  }

  /** A good event, but for a few members that are set again, which wins. */
  private String event() {
    StringBuilder out = new StringBuilder("{\"type\":\"").append(pick(TYPES));
    out.append("\",\"userId\":\"u")
        .append(random.nextInt(9))
        .append("\",\"event\":\"Item Viewed\"");
    out.append(",\"properties\":{\"item_id\":\"item-00042\"}");
    for (int i = random.nextInt(4); i > 0; i--) {
      out.append(',').append(member());
    }
    return out.append('}').toString();
  }

  private String member() {
    String value = pick(LEAVES);
    if (random.nextInt(4) == 0) {
      value = "{\"" + pick(FIELDS) + "\":" + value + ",\"consent\":" + pick(LEAVES) + "}";
    }
    return "\"" + pick(FIELDS) + "\":" + value;
  }

  private String mixpanel() {
    String[] names = {
      "time", "$insert_id", "distinct_id", "$device_id", "$user_id", "ip", "Item ID"
    };
    StringBuilder out = new StringBuilder("{\"event\":");
    out.append(random.nextInt(4) == 0 ? pick(LEAVES) : "\"E\"").append(",\"properties\":{\"a\":7");
    for (String name : names) {
      if (random.nextBoolean()) {
        out.append(",\"").append(name).append("\":").append(pick(LEAVES));
      }
    }
    return random.nextBoolean() ? out + "}}" : "[" + out + "}},7," + out + "}}]";
  }

  /** About as deep as is allowed: of an event and of a request. */
  private String deep() {
    int depth = number(60, 61, 62, 63, 64, 65, 495, 496, 497, 498, 499, 500, 501, 3_000);
    String inner =
        random.nextBoolean()
            ? "[".repeat(depth) + "]".repeat(depth)
            : "{\"a\":".repeat(depth) + "0" + "}".repeat(depth);
    return switch (random.nextInt(3)) {
      case 0 -> "[".repeat(depth);
      case 1 -> "{\"context\":" + inner + ",\"batch\":[" + event() + "," + event() + "]}";
      default ->
          "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"a\":" + inner + "}}]}";
    };
  }

  /** About as large as is allowed: of an event, of a request, of a batch, of what lands. */
  private String large() {
    String one = "{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"a\":\"";
    String page = "{\"type\":\"page\",\"userId\":\"u\"},";
    int several = 1 + random.nextInt(400);
    return switch (random.nextInt(5)) {
      case 0 -> "{\"batch\":[" + page.repeat(number(2_499, 2_500)) + "0]}";
      case 1 -> one + "x".repeat(32_500 + random.nextInt(400)) + "\"}}";
      case 2 -> one + "x".repeat(499_000 + random.nextInt(2_000)) + "\"}}";
      case 3 ->
          "{\"context\":{\"a\":\""
              + "x".repeat(25_000 + random.nextInt(10_000))
              + "\"},\"batch\":["
              + page.repeat(several)
              + "0]}";
      default -> "{\"batch\":[{\"" + "k".repeat(49_000 + random.nextInt(2_000)) + "\":7}]}";
    };
  }

  /** Bytes that are no text, where text belongs. */
  private byte[] malformed(byte[] body) {
    byte[][] pieces = {
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {(byte) 0xff, (byte) 0xfe},
      {0},
      {'\n'},
      {(byte) 0xe2, (byte) 0x82}
    };
    byte[] piece = pieces[random.nextInt(pieces.length)];
    int at = 20 + random.nextInt(body.length - 20);
    byte[] out = Arrays.copyOf(body, body.length + piece.length);
    System.arraycopy(piece, 0, out, at, piece.length);
    System.arraycopy(body, at, out, at + piece.length, body.length - at);
    return out;
  }

  byte[] cut(byte[] body) {
    return Arrays.copyOf(body, body.length == 0 ? 0 : random.nextInt(body.length));
  }

  private byte[] flipped(byte[] body) {
    body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    return body;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int number(int... all) {
    return all[random.nextInt(all.length)];
  }

  @SafeVarargs
  private <T> T pick(T... all) {
    return all[random.nextInt(all.length)];
  }
}

package dev.nightjar.etl.landing;

import java.util.List;
import java.util.Random;

/**
 * Draws lines in the shape of an event whose fields are right, wrong, strange or broken. Not
 * thread-safe.
 */
final class MadeUpJson {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "user-1",
          "seen by USER-1 today",
          "3",
          "3.50 or 3",
          "00000000-0000",
          "Anonymous",
          " null ",
          "two words",
          "a@b.example",
          "50%25 off",
          "http://shop.example/a?user=1",
          "https://shop.example/a",
          "/path?q=1",
          "?",
          "fr-FR",
          "fr",
          "be",
          "Mozilla/5.0 (iPhone) Googlebot",
          "caf\u00e9",
          "tab\\there",
          "\\u0041",
          "slash\\/",
          "del\u007f",
          "2026-01-05T10:00:00Z",
          "2026-01-05T10:00:00.123456789Z",
          "2026-02-30T10:00:00Z",
          "2026-01-05T24:00:00Z",
          "2026-01-05T10:00:00+01:00",
          "1969-12-31T23:59:59.5Z",
          "9999-12-31T00:00:00Z",
          "x".repeat(250),
          "long ".repeat(300));
  private static final List<String> OTHERS =
      List.of(
          "0",
          "-0",
          "1",
          "-7",
          "2147483648",
          "123456789012345678901",
          "12.50",
          "0.1",
          "1.0",
          "-0.0",
          "1e3",
          "0.30000000000000004",
          "01",
          "1.",
          ".5",
          "- 5",
          "nul",
          "true",
          "false",
          "null",
          "[]",
          "{}",
          "[1,{\"a\":-1.5}]",
          "[1,]",
          "{\"a\":1,\"a\":2}",
          "{\"userId\":\"someone\",\"n\":[null]}",
          "{\"email\":7}",
          "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]");

  private final Random random;

  MadeUpJson(long seed) {
    random = new Random(seed);
  }

  /** A line: mostly one that is taken. */
  String line() {
    StringBuilder fields = new StringBuilder("{");
    fields.append(
        usually("\"type\":\"" + oneOf("track", "track", "page", "identify", "alias") + "\","));
    fields.append(usually("\"event\":\"" + oneOf("Item Viewed", "Item Liked", "Other") + "\","));
    fields.append(
        usually(
            "\"userId\":\""
                + oneOf("user-1", "user-1", "user-1", "4", "null", "U 1", "a@b")
                + "\","));
    fields.append(usually("\"anonymousId\":\"" + oneOf("guest-12345678", "0", "x") + "\","));
    fields.append(usually("\"timestamp\":\"2026-01-05T1" + random.nextInt(10) + ":30:00.5Z\","));
    fields.append(usually("\"properties\":" + properties() + ","));
    fields.append(usually("\"traits\":" + object("age", "email", "plan", "note") + ","));
    fields.append(usually("\"context\":" + context() + ","));
    fields.append(strange("sentAt", "groupId", "messageId", "receivedAt", "UserID", "channel"));
    fields.append("\"messageId\":\"m").append(random.nextInt()).append("\"}");
    return random.nextInt(12) == 0 ? broken(fields.toString()) : fields.toString();
  }

  private String properties() {
    String item = "\"item_id\":\"item-" + random.nextInt(9) + "\"";
    StringBuilder object = new StringBuilder("{");
    object.append(usually("\"value\":" + random.nextInt(99) + "." + random.nextInt(99) + ","));
    if (random.nextBoolean()) {
      object.append("\"items\":[{").append(itemFields()).append(item).append("},{");
      object.append(itemFields()).append(item).append("}],");
    } else {
      object.append(itemFields());
    }
    object.append(strange("category", "price", "note", "email", "title", "product_id", "products"));
    return object.append(item).append('}').toString();
  }

  private String itemFields() {
    return usually("\"position\":" + random.nextInt(20) + ",")
        + usually("\"propensity\":0." + random.nextInt(99999) + ",")
        + strange("quantity", "rating", "price", "recommendation_id", "brand", "new_field");
  }

  private String context() {
    return "{"
        + usually("\"device\":" + object("type", "id", "model") + ",")
        + usually("\"library\":" + object("name", "version") + ",")
        + usually("\"page\":" + object("path", "title", "url", "referrer") + ",")
        + usually("\"consent\":{\"categoryPreferences\":{\"analytics\":true,\"marketing\":null},")
            .replaceFirst(",$", "},")
        + strange("os", "locale", "timezone", "userAgent", "ip", "screen", "location", "country")
        + strange("gpc", "app", "campaign", "network", "traits", "groupId", "new_field")
        + "\"sessionId\":\"session-"
        + random.nextInt(9)
        + "\"}";
  }

  private String object(String last, String... names) {
    StringBuilder object = new StringBuilder("{");
    for (String name : names) {
      object.append(usually("\"" + name + "\":\"" + name + random.nextInt(9) + "\","));
    }
    return object.append(strange(names)).append("\"" + last + "\":\"1.0\"}").toString();
  }

  /** Often nothing, else a field of any value. */
  private String strange(String... names) {
    return random.nextInt(14) > 0 ? "" : "\"" + oneOf(names) + "\":" + value() + ",";
  }

  private String value() {
    return random.nextInt(3) == 0
        ? OTHERS.get(random.nextInt(OTHERS.size()))
        : "\"" + TEXTS.get(random.nextInt(TEXTS.size())) + "\"";
  }

  /** The same line with a byte more, less or other. */
  private String broken(String line) {
    int at = random.nextInt(line.length());
    String put =
        random.nextInt(3) == 0 ? "" : oneOf(" ", "\t", "\r", ",", "\"", "}", "0", "\u0001");
    return line.substring(0, at) + put + line.substring(at + random.nextInt(2));
  }

  private String usually(String text) {
    return random.nextInt(16) > 0 ? text : "";
  }

  private String oneOf(String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}

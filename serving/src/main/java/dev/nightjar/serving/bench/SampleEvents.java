package dev.nightjar.serving.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of typical events, some 600 bytes each, as bytes on the wire. Each time it is asked for
 * it holds other message ids, written over the last ones. Not thread-safe.
 */
final class SampleEvents implements Requests {
  private static final int DIGITS = 12;
  private static final String ZEROS = "0".repeat(DIGITS);

  private final byte[] request;
  private final List<Integer> places = new ArrayList<>();
  private long next;

  /**
   * @param path where it is posted
   * @param events events of a batch; 0 for a single event
   * @param sender makes message ids differ from those of other senders
   */
  SampleEvents(String path, int events, String sender) {
    StringBuilder body = new StringBuilder();
    if (events == 0) {
      body.append(event(sender, 0));
    } else {
      body.append("{\"sentAt\":\"2026-01-05T10:00:00.500Z\",\"batch\":[");
      for (int i = 0; i < events; i++) {
        body.append(i == 0 ? "" : ",").append(event(sender, i));
      }
      body.append("]}");
    }
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    String text = head + body;
    for (int at = text.indexOf(ZEROS); at >= 0; at = text.indexOf(ZEROS, at + DIGITS)) {
      places.add(at);
    }
    request = text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] next() {
    for (int place : places) {
      long rest = next++;
      for (int digit = DIGITS - 1; digit >= 0; digit--) {
        request[place + digit] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return request;
  }

  private static String event(String sender, int number) {
    return "{\"type\":\"track\",\"event\":\"Item Viewed\",\"userId\":\"user-"
        + (10_000 + number)
        + "\",\"anonymousId\":\"5a9f3c1e-7d64-4b0e-9a53-1c2d3e4f5a6b\",\"messageId\":\"bench-"
        + sender
        + "-"
        + ZEROS
        + "\",\"timestamp\":\"2026-01-05T10:00:00.000Z\",\"properties\":{\"item_id\":\"item-"
        + (10_000 + number)
        + "\",\"name\":\"A thing of beauty\",\"category\":\"Garden\",\"price\":19.9,\"position\":3,"
        + "\"url\":\"https://shop.example/garden/a-thing-of-beauty\"},\"context\":{\"locale\":\"de-AT\","
        + "\"library\":{\"name\":\"analytics.js\",\"version\":\"1.84.3\"},\"page\":{\"path\":\"/garden\"},"
        + "\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\",\"sessionId\":\"s-1\","
        + "\"consent\":{\"categoryPreferences\":{\"personalization\":true,\"analytics\":true}}}}";
  }
}

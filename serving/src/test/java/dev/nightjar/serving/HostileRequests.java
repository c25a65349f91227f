package dev.nightjar.serving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Makes requests, as bytes on the wire, that nobody means well with. Not thread-safe. */
final class HostileRequests {
  private static final String[] PATHS = {
    "/v1/batch", "/v1/track", "/v1/t", "/v1/identify", "/v1/b", "/track", "/import"
  };
  private static final String[] VALUES = {
    "null",
    "7",
    "1e999",
    "-0",
    "\"\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "[]",
    "{}",
    "true",
    "\"9999999-01-01T00:00:00Z\"",
    "\"" + "9".repeat(900) + "\"",
    "1".repeat(900)
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
    "properties",
    "context",
    "traits",
    "batch",
    "writeKey",
    "_refused",
    "integrations"
  };

  private final Random random;

  HostileRequests(long seed) {
    random = new Random(seed);
  }

  /** The next request. */
  byte[] next() throws IOException {
    byte[] body = body();
    return switch (random.nextInt(12)) {
      case 0 ->
          bytes("POST", path(), "Content-Length: " + (body.length + 1 + random.nextInt(99)), body);
      case 1 -> bytes("POST", path(), "Content-Length: " + random.nextInt(body.length + 1), body);
      case 2 -> bytes("POST", path(), "Content-Length: -1", body);
      case 3 -> bytes("POST", path(), "Transfer-Encoding: chunked", badChunks(body));
      case 4 -> bytes("POST", path(), sized(body) + "\r\nX-Large: " + "x".repeat(9_000), body);
      case 5 -> bytes("GET", path() + "?data=%00%zz" + random.nextInt(), "A: b", new byte[0]);
      case 6 -> bytes("POST", path() + "/%00/../" + "%2e%2e/".repeat(3), sized(body), body);
      case 7 -> bytes("POST", path(), "Content-Encoding: gzip\r\n" + sized(body), body);
      case 8 -> noise();
      case 9 -> zipped(gzip(new byte[1_000_000 * random.nextInt(8)]));
      case 10 -> zipped(cut(gzip(body)));
      default -> bytes(random.nextInt(9) == 0 ? "PUT" : "POST", path(), sized(body), body);
    };
  }

  private byte[] body() {
    String text =
        switch (random.nextInt(5)) {
          case 0 -> "[".repeat(random.nextInt(3_000));
          case 1 -> "{\"batch\":[" + event() + "," + event() + "," + event() + "]}";
          case 2 -> "data=" + event();
          default -> event();
        };
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(4)) {
      case 0 -> cut(body);
      case 1 -> flipped(body);
      default -> body;
    };
  }

  private String event() {
    StringBuilder out = new StringBuilder("{");
    for (int i = random.nextInt(6); i >= 0; i--) {
      String value = random.nextInt(5) == 0 ? "{\"a\":" + pick(VALUES) + "}" : pick(VALUES);
      out.append('"').append(pick(FIELDS)).append("\":").append(value).append(i == 0 ? "" : ",");
    }
    return out.append('}').toString();
  }

  private byte[] badChunks(byte[] body) {
    String size = random.nextBoolean() ? "zz" : Integer.toHexString(body.length + 50);
    return join((size + "\r\n").getBytes(StandardCharsets.US_ASCII), body);
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(200)];
    random.nextBytes(noise);
    return join(noise, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] zipped(byte[] body) {
    return bytes("POST", path(), "Content-Encoding: gzip\r\n" + sized(body), body);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private byte[] cut(byte[] body) {
    return Arrays.copyOf(body, body.length == 0 ? 0 : random.nextInt(body.length));
  }

  private byte[] flipped(byte[] body) {
    if (body.length > 0) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  private String path() {
    return pick(PATHS);
  }

  private String pick(String[] all) {
    return all[random.nextInt(all.length)];
  }

  private static String sized(byte[] body) {
    return "Content-Length: " + body.length;
  }

  private static byte[] bytes(String method, String path, String headers, byte[] body) {
    String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers;
    return join((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII), body);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

package dev.nightjar.serving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Makes what somebody sends over one connection who does not mean well: about half of it comes past
 * the framing, with a {@link HostileBodies body} that is for the collector to judge. Each ends its
 * connection. Not thread-safe.
 */
final class HostileRequests {
  private static final String CLOSE = "Connection: close\r\n";
  private static final String[] PATHS = {
    "/v1/batch", "/v1/track", "/v1/t", "/v1/identify", "/v1/b", "/track", "/import"
  };
  private static final String[] ENCODINGS = {
    "br", "deflate", "gzip, gzip", "identity, gzip", "x-gzip", "GZIP", " gzip ", "", "\u0001"
  };
  private static final String[] METHODS = {
    "HEAD", "PUT", "GET", "OPTIONS", "TRACE", "DELETE", "PATCH", "CONNECT", "post", "X".repeat(300)
  };
  private static final String[] LENGTHS = {
    "-1",
    "+5",
    "0x10",
    "5, 5",
    "",
    "1e3",
    "99999999999999999999",
    "9223372036854775807",
    "500001",
    "5\r\nContent-Length: 6",
    "5\r\nTransfer-Encoding: chunked"
  };
  private static final String[] TARGETS = {
    "/v1/track/%00/../%2e%2e/%2e%2e/etc/passwd",
    "/v1/%74rack",
    "/v1//track",
    "/v1/track/",
    "/v1/track;x=y",
    "/v1/track?writeKey=%zz&writeKey=%00",
    "/v1/track#a",
    "//evil/v1/track",
    "http://evil/v1/track",
    "*",
    "v1/track",
    "/v1/\\..\\track",
    "/v1/projects/%22%3E%3Cscript%3E/settings",
    "/v1/projects/%00/settings",
    "/v1/projects/../settings",
    "/v1/%E0%80%80",
    "/v1/track?" + "a=b&".repeat(1_500)
  };
  private static final String[] HEADERS = {
    "X-Large: " + "x".repeat(9_000),
    "X-Many: 1\r\n".repeat(400) + "X: 1",
    "No colon",
    ": no name",
    "X-Nul: a\0b",
    "X-Folded: a\r\n b",
    "Host: other",
    "Host: \"><script>\r\nX-Forwarded-Proto: javascript",
    "Authorization: Basic %%%",
    "Authorization: Basic " + "QUJD".repeat(500),
    "Authorization: basic OjpudWxs",
    "Content-Type: multipart/form-data; boundary=" + "-".repeat(900),
    "Content-Type: application/json; charset=utf-7",
    "Origin: null\r\nAccess-Control-Request-Method: *",
    "Sec-GPC: 1\r\nSec-GPC: 2",
    "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    "Range: bytes=0-0,-1",
    "Cookie: " + "a=b;".repeat(400)
  };

  private final Random random;
  private final HostileBodies bodies;

  HostileRequests(long seed) {
    random = new Random(seed);
    bodies = new HostileBodies(random);
  }

  /** What is sent next. */
  byte[] next() {
    byte[] body = bodies.next();
    return switch (random.nextInt(20)) {
      case 0 -> post(CLOSE + "Content-Length: " + (body.length + 1 + random.nextInt(99)), body);
      case 1 -> post(CLOSE + "Content-Length: " + random.nextInt(body.length + 1), body);
      case 2 -> post(CLOSE + "Content-Length: " + pick(LENGTHS), body);
      case 3 -> post(CLOSE + "Transfer-Encoding: chunked", badChunks(body));
      case 4 -> post(CLOSE + "Transfer-Encoding: chunked", chunks(body));
      case 5 -> post(CLOSE + pick(HEADERS) + "\r\n" + sized(body), body);
      case 6 -> request("GET " + path() + "?data=" + query(body), CLOSE + "A: b", new byte[0]);
      case 7 -> request("POST " + pick(TARGETS), CLOSE + sized(body), body);
      case 8 -> post(CLOSE + "Content-Encoding: " + pick(ENCODINGS) + "\r\n" + sized(body), body);
      case 9 -> request(pick(METHODS) + " " + path(), CLOSE + sized(body), body);
      case 10 -> post(CLOSE + "Expect: " + pick("100-continue", "7") + "\r\n" + sized(body), body);
      case 11 -> pipelined();
      case 12 -> random.nextInt(4) == 0 ? noise() : protocol(body);
      case 13 -> zipped(bomb());
      case 14, 15, 16 -> zipped(gzip(body));
      default -> post(CLOSE + sized(body), body);
    };
  }

  private byte[] bomb() {
    byte[] zip =
        switch (random.nextInt(4)) {
          case 0 -> gzip(new byte[1_000_000 * random.nextInt(40)]);
          case 1 -> join(gzip(bodies.next()), gzip(bodies.next()));
          default -> gzip(bodies.amplified());
        };
    if (random.nextInt(4) == 0) {
      // The size that it tells, or its checksum.
      zip[zip.length - 1 - random.nextInt(8)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? bodies.cut(zip) : zip;
  }

  private byte[] pipelined() {
    byte[] all = new byte[0];
    for (int i = 1 + random.nextInt(12); i >= 0; i--) {
      byte[] body = bodies.next();
      all = join(all, post((i == 0 ? CLOSE : "") + sized(body), body));
    }
    return all;
  }

  private byte[] chunks(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int size = Math.min(body.length - at, 1 + random.nextInt(8_000));
      out.writeBytes(ascii(Integer.toHexString(size) + pick("", ";a=b", ";" + "x".repeat(99))));
      out.writeBytes(ascii("\r\n"));
      out.write(body, at, size);
      out.writeBytes(ascii("\r\n"));
      at += size;
    }
    out.writeBytes(ascii(pick("0\r\n\r\n", "0;x\r\nX-Trailer: 1\r\n\r\n", "0\r\nHost: y\r\n\r\n")));
    return out.toByteArray();
  }

  private byte[] badChunks(byte[] body) {
    String size = Integer.toHexString(body.length);
    String bad =
        pick("zz", "-1", size + "0", "ffffffffffffffff1", size + ";" + "x".repeat(9_000), "");
    return join(
        join(ascii(bad + pick("\r\n", "\n", "\r")), body), ascii("\r\n0\r\nbad trailer\r\n\r\n"));
  }

  private byte[] protocol(byte[] body) {
    String version =
        pick("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "http/1.1", "", "ICAP/1.0");
    return join(ascii("POST /v1/track " + version + "\r\n" + sized(body) + "\r\n\r\n"), body);
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(200)];
    random.nextBytes(noise);
    return join(noise, ascii("\r\n\r\n"));
  }

  private String query(byte[] body) {
    String base64 = Base64.getUrlEncoder().encodeToString(body);
    return pick("%00%zz", "", "%5B%5D&verbose=1", base64, base64 + "&api_key=%F0%9F&verbose=1");
  }

  private byte[] zipped(byte[] zip) {
    return post(CLOSE + pick("", "Content-Encoding: gzip\r\n") + sized(zip), zip);
  }

  private byte[] post(String headers, byte[] body) {
    return request("POST " + path(), headers, body);
  }

  private String path() {
    return pick(PATHS);
  }

  private String pick(String... all) {
    return all[random.nextInt(all.length)];
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String sized(byte[] body) {
    return "Content-Length: " + body.length;
  }

  private static byte[] request(String start, String headers, byte[] body) {
    return join(ascii(start + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n"), body);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

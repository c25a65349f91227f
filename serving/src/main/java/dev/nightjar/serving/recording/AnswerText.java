package dev.nightjar.serving.recording;

import dev.nightjar.serving.http.JsonBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the text of an answer holds what no two answers share: its id, first, and, last, the time
 * it took with what is for its caller's next request alone. What is left is compared byte for byte.
 */
public final class AnswerText {
  /** What an answer begins with; the id, a quote and a comma follow. */
  public static final String ID = "{\"recommendation_id\":\"";

  /** What comes before the time in milliseconds. */
  public static final String TIME = ",\"took_ms\":";

  private static final int ID_LENGTH = 32;
  private static final byte[] TIME_BYTES = TIME.getBytes(StandardCharsets.US_ASCII);

  /** Of meta and of the answer. */
  private static final byte[] END = {'}', '}'};

  private AnswerText() {}

  /** The id of an answer. */
  static String id(JsonBuffer answer) {
    return new String(answer.array(), ID.length(), ID_LENGTH, StandardCharsets.US_ASCII);
  }

  /** The answer's text without id, time and what follows it: still one JSON object. */
  public static byte[] comparable(JsonBuffer answer) {
    byte[] text = answer.array();
    int afterId = ID.length() + ID_LENGTH + 2;
    int time = timeIn(answer);
    ByteArrayOutputStream out = new ByteArrayOutputStream(answer.length());
    out.write('{');
    out.write(text, afterId, time - afterId);
    out.writeBytes(END);
    return out.toByteArray();
  }

  /** From the end: an item's metadata may hold the same words. */
  private static int timeIn(JsonBuffer answer) {
    for (int at = answer.length() - TIME_BYTES.length; at >= 0; at--) {
      int same = 0;
      while (same < TIME_BYTES.length && answer.array()[at + same] == TIME_BYTES[same]) {
        same++;
      }
      if (same == TIME_BYTES.length) {
        return at;
      }
    }
    throw new IllegalStateException("an answer says how long it took");
  }
}

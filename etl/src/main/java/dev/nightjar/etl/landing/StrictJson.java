package dev.nightjar.etl.landing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads one line as one JSON object and nothing else. Spark's own JSON reader is not used for
 * landed lines: it takes text after the object, duplicate keys, an array of objects and a number
 * where a text belongs, without a sign that something was wrong.
 */
final class StrictJson {

  private static final int MAX_DEPTH = 64;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** Set in one of eight bytes if it is not ASCII. */
  private static final long HIGH_BITS = 0x8080808080808080L;

  private StrictJson() {}

  /** The line's characters. */
  static String decode(byte[] line) throws Refusal {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(line))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Refusal("encoding.invalid", "not UTF-8");
    }
  }

  /** The line's one object. */
  static ObjectNode object(byte[] line) throws Refusal {
    return isAscii(line) ? read(() -> MAPPER.createParser(line)) : object(decode(line));
  }

  /** The line's one object. */
  static ObjectNode object(String line) throws Refusal {
    if (line.isBlank()) {
      throw new Refusal("line.blank", null);
    }
    return read(() -> MAPPER.createParser(line));
  }

  /** Bytes that need no decoding, as most lines are: their parser is the faster one. */
  private static boolean isAscii(byte[] line) {
    long all = 0;
    int at = 0;
    for (; at <= line.length - Long.BYTES; at += Long.BYTES) {
      all |= (long) EIGHT_BYTES.get(line, at);
    }
    for (; at < line.length; at++) {
      all |= line[at];
    }
    return (all & HIGH_BITS) == 0;
  }

  /** Opens a parser of the line. */
  private interface Opener {
    JsonParser open() throws IOException;
  }

  private static ObjectNode read(Opener line) throws Refusal {
    try (JsonParser parser = line.open()) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new Refusal("line.blank", null);
      }
      if (!(node instanceof ObjectNode object)) {
        throw new Refusal("json.not_object", null);
      }
      checkEnd(parser);
      return object;
    } catch (MismatchedInputException e) {
      throw new Refusal("json.duplicate_key", null);
    } catch (StreamConstraintsException e) {
      throw new Refusal(
          "json.malformed", "beyond " + MAX_DEPTH + " levels, or 1,000 digits of one number");
    } catch (JsonProcessingException e) {
      long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      throw new Refusal("json.malformed", column > 0 ? "at character " + column : null);
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be read", e);
    }
  }

  private static void checkEnd(JsonParser parser) throws IOException, Refusal {
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      more = true;
    }
    if (more) {
      throw new Refusal("json.trailing_text", null);
    }
  }
}

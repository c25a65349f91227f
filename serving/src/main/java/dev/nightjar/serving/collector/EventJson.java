package dev.nightjar.serving.collector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the collector reads and writes it. Static, thread-safe.
 *
 * <p>A request may nest deeper than an event may: the event that does is refused alone.
 */
final class EventJson {
  private static final int READ_DEPTH = 500;

  /** What a bracket, a name or a value takes at the most, beside its bytes: a list of one. */
  private static final int STEP_BYTES = 112;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(READ_DEPTH)
                          .maxTokenCount(CollectorSettings.REQUEST_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter PLAIN = JSON.writer();
  private static final ObjectWriter SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build().writer();

  private EventJson() {}

  /** The request's JSON. */
  static JsonNode read(byte[] body) throws IOException {
    JsonNode node;
    try (JsonParser parser = JSON.createParser(body)) {
      node = parse(parser);
    }
    if (node == null || node.isMissingNode()) {
      throw unreadable("the body is empty");
    }
    return node;
  }

  private static @Nullable JsonNode parse(JsonParser parser) throws IOException {
    try {
      return JSON.readTree(parser);
    } catch (JsonProcessingException e) {
      if (parser.currentTokenCount() > CollectorSettings.REQUEST_TOKENS) {
        throw tooMany();
      }
      String where =
          e.getLocation() == null ? "" : " at byte " + Math.max(0, e.getLocation().getByteOffset());
      throw unreadable("the body is not valid JSON" + where);
    }
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        Problem.of(
            413,
            "too-large",
            "The request is too large",
            "the body has more than "
                + CollectorSettings.REQUEST_TOKENS
                + " names, values and brackets; send smaller batches"));
  }

  /** About how many bytes of memory the JSON of a body takes at the most, before it is read. */
  static long weight(byte[] body) {
    long steps = 0;
    for (byte each : body) {
      if (each == '[' || each == '{' || each == ',' || each == ':') {
        steps++;
      }
    }
    return 2L * body.length + STEP_BYTES * steps;
  }

  /** What is answered to a body that is not JSON. */
  static ProblemException unreadable(String detail) {
    return new ProblemException(
        Problem.of(400, "invalid-json", "The body cannot be read", detail + "; nothing was taken"));
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The text of an event and a line feed. */
  static byte[] line(ObjectNode event) {
    return withLineFeed(write(PLAIN, event));
  }

  /** The canonical text: fields sorted at every depth, no blanks. */
  static byte[] canonical(JsonNode event) {
    return write(SORTED, event);
  }

  /** Whether a value nests no deeper than this; an empty object has depth 1. */
  static boolean within(JsonNode node, int depth) {
    if (!node.isContainerNode()) {
      return true;
    }
    if (depth == 0) {
      return false;
    }
    for (JsonNode child : node) {
      if (!within(child, depth - 1)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] write(ObjectWriter writer, JsonNode node) {
    try {
      return writer.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read can be written", e);
    }
  }

  private static byte[] withLineFeed(byte[] text) {
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }
}

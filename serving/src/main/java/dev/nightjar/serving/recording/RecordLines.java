package dev.nightjar.serving.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/**
 * Writes and reads recorded requests, a JSON object a line. The answer stands in its line as it was
 * written, byte for byte, and is taken out of it the same way: no number goes through a parser.
 * Thread-safe.
 */
public final class RecordLines {
  private static final int FORMAT = 1;
  private static final String FORMAT_FIELD = "format";
  private static final String AT = "at";
  private static final String RECOMMENDATION_ID = "recommendation_id";
  private static final String SNAPSHOT = "snapshot";
  private static final String SETTINGS = "settings";
  private static final String WITHHELD = "withheld";
  private static final String ASKED = "asked";
  private static final String ANSWER = "answer";
  private static final Set<String> FIELDS =
      Set.of(FORMAT_FIELD, AT, RECOMMENDATION_ID, SNAPSHOT, SETTINGS, WITHHELD, ASKED, ANSWER);

  private final JsonFactory factory = new JsonFactory();
  private final ObjectMapper mapper = new ObjectMapper(factory);

  /** The line of a request, with its line feed. */
  public byte[] write(RecordedRequest request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(request.answer().length + 1_024);
    // Half a character, which a caller may send, has no UTF-8 and yet must come back as it was.
    try (JsonGenerator json =
        factory.createGenerator(out).enable(JsonGenerator.Feature.ESCAPE_NON_ASCII)) {
      json.writeStartObject();
      json.writeNumberField(FORMAT_FIELD, FORMAT);
      json.writeStringField(AT, request.at().toString());
      json.writeStringField(RECOMMENDATION_ID, request.recommendationId());
      json.writeStringField(SNAPSHOT, request.snapshotId());
      json.writeStringField(SETTINGS, request.settings());
      json.writeArrayFieldStart(WITHHELD);
      for (String item : request.withheld()) {
        json.writeString(item);
      }
      json.writeEndArray();
      json.writeFieldName(ASKED);
      AskedJson.write(json, request.asked());
      json.writeFieldName(ANSWER);
      json.writeRawValue(new String(request.answer(), StandardCharsets.UTF_8));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * The request of a line, with or without its line feed.
   *
   * @throws UnreadableRecordException when it is none, or of a newer format
   */
  public RecordedRequest read(byte[] line) {
    try {
      JsonNode json = mapper.readTree(line);
      int format = json.path(FORMAT_FIELD).asInt();
      if (format != FORMAT) {
        throw new UnreadableRecordException(
            "its format is "
                + json.path(FORMAT_FIELD)
                + "; this program reads "
                + FORMAT
                + ": use the release that recorded it");
      }
      AskedJson.requireOnly(json, "", FIELDS);
      return new RecordedRequest(
          Instant.parse(AskedJson.text(json, AT)),
          AskedJson.text(json, RECOMMENDATION_ID),
          AskedJson.text(json, SNAPSHOT),
          AskedJson.text(json, SETTINGS),
          AskedJson.texts(json, WITHHELD),
          AskedJson.read(json.path(ASKED)),
          answer(line));
    } catch (JsonProcessingException e) {
      throw new UnreadableRecordException("it is not valid JSON");
    } catch (DateTimeException e) {
      throw new UnreadableRecordException("a time in it cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of the answer as they stand in the line. */
  private byte[] answer(byte[] line) throws IOException {
    try (JsonParser parser = factory.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(ANSWER);
        JsonToken value = parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        if (wanted && value == JsonToken.START_OBJECT) {
          int to = (int) parser.currentLocation().getByteOffset();
          return Arrays.copyOfRange(line, from, to);
        }
      }
    }
    throw new UnreadableRecordException("it holds no answer");
  }
}

package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPrivacyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0",
    "2001:db8:85a3:8d3:1319:8a2e:370:7348, 2001:db8:85a3::",
    "::1, 0:0:0::",
    "::ffff:203.0.113.77, 203.0.113.0"
  })
  void cutsAddressesToTheirNetwork(String address, String network) throws Exception {
    ObjectNode event = object("{\"context\":{\"ip\":\"" + address + "\"}}");
    EventPrivacy.truncateAddress(event);
    assertThat(event.at("/context/ip").asText()).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource({"ann.example", "999", "1.2.3.4.5", "'1.2.3.4, 5.6.7.8'", "::zz", "''"})
  void dropsWhatIsNoAddress(String address) throws Exception {
    ObjectNode event = object("{\"context\":{\"ip\":\"" + address + "\",\"locale\":\"de\"}}");
    EventPrivacy.truncateAddress(event);
    assertThat(event).hasToString("{\"context\":{\"locale\":\"de\"}}");
  }

  @Test
  void notesTheSignalInEveryEventOfARequest() throws Exception {
    ObjectNode single = object("{\"userId\":\"u\"}");
    EventPrivacy.noteGpc(single);
    assertThat(single.at("/context/gpc").asBoolean()).isTrue();

    ObjectNode batch =
        object("{\"batch\":[{\"userId\":\"u\"},{\"context\":{\"gpc\":false}},{\"context\":3}]}");
    EventPrivacy.noteGpc(batch);
    assertThat(batch)
        .hasToString(
            "{\"batch\":[{\"userId\":\"u\"},{\"context\":{\"gpc\":true}},{\"context\":3}],"
                + "\"context\":{\"gpc\":true}}");
  }

  private static ObjectNode object(String text) throws JsonProcessingException {
    return (ObjectNode) JSON.readTree(text);
  }
}

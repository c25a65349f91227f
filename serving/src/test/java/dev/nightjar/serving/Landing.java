package dev.nightjar.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.objects.ObjectEntry;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.settings.LakeSettings;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a lake's landing holds, for tests. */
final class Landing {
  private static final byte[] EMPTY_GZIP = {
    31, -117, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private Landing() {}

  /** Every landed event. */
  static List<JsonNode> events(LakeSettings lake) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (ObjectStore store = ObjectStores.open(lake)) {
      for (ObjectEntry entry : store.list(LakePaths.LANDING_EVENTS + "/dt=")) {
        // A listing may name a file that is being written and is renamed before it is read.
        byte[] object = store.read(entry.key()).orElse(EMPTY_GZIP);
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(new ByteArrayInputStream(object)),
                    StandardCharsets.UTF_8))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            events.add(ServerFixture.JSON.readTree(line));
          }
        }
      }
    }
    return events;
  }

  /** The message ids of every landed event, repeated ones included. */
  static List<String> messageIds(LakeSettings lake) throws IOException {
    return events(lake).stream().map(event -> event.path("messageId").asText()).toList();
  }
}

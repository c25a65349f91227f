package dev.nightjar.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.contract.CollectorMark;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.objects.ObjectEntry;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.settings.LakeSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What {@code folder/lake} holds of events. */
public final class Landed {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Landed() {}

  /** Every line. */
  public static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ObjectStore lake = open(folder)) {
      for (ObjectEntry entry : lake.list(LakePaths.LANDING_EVENTS + "/dt=")) {
        byte[] object = lake.read(entry.key()).orElse(new byte[0]);
        if (object.length > 0) {
          byte[] text = new GZIPInputStream(new ByteArrayInputStream(object)).readAllBytes();
          new String(text, StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
      }
    }
    return lines;
  }

  /** Every line, read. */
  public static List<JsonNode> events(Path folder) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines(folder)) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  /** The message id of every line, repeated ones included. */
  public static List<String> messageIds(Path folder) throws IOException {
    return events(folder).stream().map(event -> event.path("messageId").asText()).toList();
  }

  /** How many marks of collectors there are. */
  public static long marks(Path folder) {
    try (ObjectStore lake = open(folder)) {
      return lake.list(LakePaths.LANDING_EVENTS + "/_").stream()
          .map(entry -> entry.key().substring(LakePaths.LANDING_EVENTS.length() + 1))
          .filter(name -> CollectorMark.ofName(name).isPresent())
          .count();
    }
  }

  private static ObjectStore open(Path folder) {
    return ObjectStores.open(LakeSettings.directory(folder.resolve("lake")));
  }
}

package dev.nightjar.export.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.ranking.store.Snapshot;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * What a simulated world says would have been best for each person as of a cut-off: {@code
 * oracle/oracle-CUTOFF.jsonl.gz} of the lake, a line an id. Raw ids become pseudonyms as they are
 * read. Absent in every real lake.
 */
final class OracleLists {
  private OracleLists() {}

  /** Best items of each person, by pseudonym, as indexes of the snapshot; empty without a file. */
  static Map<String, int[]> read(
      LakeFiles files, Instant cutoff, Pseudonymizer pseudonyms, Snapshot snapshot) {
    String path = "oracle/oracle-" + cutoff.atZone(ZoneOffset.UTC).toLocalDate() + ".jsonl.gz";
    Optional<byte[]> body = files.read(path);
    Map<String, int[]> lists = new HashMap<>();
    if (body.isEmpty()) {
      return lists;
    }
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(body.get())),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = json.readTree(line);
        int[] items =
            StreamSupport.stream(node.path("items").spliterator(), false)
                .mapToInt(item -> snapshot.indexOf(item.asText()))
                .filter(item -> item >= 0)
                .toArray();
        lists.put(pseudonyms.pseudonym(node.path("user_id").asText()), items);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          files.fullPath(path) + " cannot be read; simulate again or delete it", e);
    }
    return lists;
  }
}

package dev.nightjar.etl.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.settings.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Source files in a folder, imports of them into a lake, and what was landed. */
final class ImportFixture {

  static final Path SHIPPED = Path.of("..", "conf", "import");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestLake lake;
  private final Path sources;

  ImportFixture(TestLake lake) {
    this.lake = lake;
    this.sources = lake.directory().resolve("sources");
  }

  Path sources() {
    return sources;
  }

  ImportFixture source(String name, String... lines) {
    return source(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  ImportFixture source(String name, byte[] body) {
    lake.write("sources/" + name, body);
    return this;
  }

  ImportSummary importWith(Path mapping) {
    return run(ImportRequest.of(mapping, List.of(sources.toString())));
  }

  ImportSummary importWith(String mapping) {
    return importWith(mapping(mapping));
  }

  ImportSummary importWith(Path mapping, LocalDate day) {
    return run(request(mapping, Optional.of(day), Optional.empty()));
  }

  ImportSummary dryRun(String mapping) {
    return dryRun(mapping(mapping));
  }

  ImportSummary dryRun(Path mapping) {
    NightTrial trial = NightTrial.load(TestNight.settings());
    return run(request(mapping, Optional.empty(), Optional.of(trial)));
  }

  private ImportRequest request(Path mapping, Optional<LocalDate> day, Optional<NightTrial> trial) {
    ImportRequest plain = ImportRequest.of(mapping, List.of(sources.toString()));
    return new ImportRequest(mapping, plain.paths(), day, trial, plain.meanings());
  }

  ImportSummary run(ImportRequest request) {
    return ImportJob.run(lake.lake(), request, new Progress());
  }

  Path mapping(String text) {
    return lake.write("mapping.conf", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Landed lines by day, in the order of their files. */
  Map<String, List<String>> lines(String feed) {
    Map<String, List<String>> lines = new TreeMap<>();
    for (Path file : files(feed)) {
      String day =
          Objects.requireNonNull(file.getParent()).getFileName().toString().replace("dt=", "");
      lines.computeIfAbsent(day, key -> new ArrayList<>()).addAll(read(file));
    }
    return lines;
  }

  /** Landed objects of all days, in order. */
  List<JsonNode> objects(String feed) {
    return lines(feed).values().stream().flatMap(List::stream).map(ImportFixture::parse).toList();
  }

  /** The landed object that has a text in a field. */
  JsonNode object(String feed, String pointer, String text) {
    return objects(feed).stream()
        .filter(object -> object.at(pointer).asText().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing landed with " + pointer + " = " + text));
  }

  /** Landed files of a feed, sorted. */
  List<Path> files(String feed) {
    Path folder = lake.directory().resolve("landing").resolve(feed);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A landed object by its file, relative to the lake's root, and its line, from 1. */
  JsonNode landed(String source, long line) {
    return parse(read(lake.directory().resolve(source)).get((int) line - 1));
  }

  static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] gzip(String... lines) {
    return gzip((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

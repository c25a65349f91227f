package dev.nightjar.export.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** Looks for the ids of people, as they landed, in all that nights have written. */
final class RawIds {
  /** The simulated world's: {@code user-00012}, and the UUID of a device. */
  private static final Pattern ID = Pattern.compile("user-[0-9]+|[0-9a-f]{8}(-[0-9a-f]{4,12}){4}");

  private RawIds() {}

  /** Fails if one stands in a table, a model or a snapshot, compressed or not. */
  static void assertThatNoneIsWritten(TestLake lake) throws IOException, RocksDBException {
    HashSet<String> ids = landed(lake.lake());
    assertThat(ids).hasSizeGreaterThan(100).allMatch(id -> ID.matcher(id).matches());
    Map<String, Long> written = new TreeMap<>();
    for (String folder : List.of("tables", "models", "snapshots")) {
      Map<String, Long> found = found(lake, folder, ids);
      assertThat(found).as(folder).isNotEmpty();
      written.putAll(found);
    }
    written.values().removeIf(found -> found == 0);
    assertThat(written).isEmpty();
    // The same search finds them where they are.
    assertThat(rows(lake.lake().spark().read().text(lake.lake().path("landing/events")), ids))
        .isPositive();
  }

  private static HashSet<String> landed(Lake lake) {
    Dataset<Row> events = lake.spark().read().json(lake.path("landing/events"));
    HashSet<String> ids = new HashSet<>();
    for (String field : List.of("userId", "anonymousId")) {
      events.select(field).distinct().collectAsList().forEach(row -> ids.add(row.getString(0)));
    }
    ids.removeIf(id -> id == null || !ID.matcher(id).matches());
    return ids;
  }

  /** By file, or by table where it is Parquet, how often an id is found; also never. */
  private static Map<String, Long> found(TestLake lake, String folder, HashSet<String> ids)
      throws IOException, RocksDBException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(lake.directory().resolve(folder))) {
      files = all.filter(Files::isRegularFile).toList();
    }
    Map<String, Long> found = new TreeMap<>();
    Map<String, List<String>> tables = new TreeMap<>();
    for (Path file : files) {
      String name = file.toString();
      if (name.endsWith(".parquet")) {
        String table = name.replaceFirst("(/[^/=]+=[^/]+)*/[^/]+$", "");
        tables.computeIfAbsent(table, key -> new ArrayList<>()).add(name);
      } else {
        found.put(name, name.endsWith(".sst") ? inStore(name, ids) : inText(read(file), ids));
      }
    }
    for (Map.Entry<String, List<String>> table : tables.entrySet()) {
      String[] parts = table.getValue().toArray(String[]::new);
      Dataset<Row> rows = lake.lake().spark().read().option("mergeSchema", true).parquet(parts);
      found.put(table.getKey(), rows(rows, ids));
    }
    return found;
  }

  private static long rows(Dataset<Row> rows, HashSet<String> ids) {
    return rows.toJSON().filter((FilterFunction<String>) row -> inText(row, ids) > 0).count();
  }

  private static long inStore(String file, HashSet<String> ids) throws RocksDBException {
    long found = 0;
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file);
      try (ReadOptions reading = new ReadOptions();
          SstFileReaderIterator row = reader.newIterator(reading)) {
        for (row.seekToFirst(); row.isValid(); row.next()) {
          found += inText(text(row.key()) + " " + text(row.value()), ids);
        }
      }
    }
    return found;
  }

  private static long inText(String text, HashSet<String> ids) {
    return ID.matcher(text).results().filter(match -> ids.contains(match.group())).count();
  }

  private static String read(Path file) throws IOException {
    return text(Files.readAllBytes(file));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import dev.nightjar.etl.DataQualityException;
import dev.nightjar.settings.ConfigurationException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the files of one input with Spark. CSV columns are all text; files with different headers
 * are read apart, because Spark takes columns by position once a schema is given. Every row carries
 * its file, its place in it and, where its format could not read it, its text.
 */
final class SourceReader {

  private static final String TRUE = "true";

  private final SparkSession spark;

  SourceReader(SparkSession spark) {
    this.spark = spark;
  }

  /** Rows of files that share their columns: usually one dataset for all files of an input. */
  List<Dataset<Row>> read(InputMapping input, List<String> files) {
    return switch (input.source().format()) {
      case CSV -> csv(input, files);
      case JSON -> List.of(json(input, files));
      case PARQUET -> List.of(placed(input, reader(input).parquet(escaped(files))));
      case DELTA -> files.stream().map(table -> placed(input, delta(input, table))).toList();
      case LANDED ->
          List.of(placed(input, reader(input).option("lineSep", "\n").text(escaped(files))));
    };
  }

  private List<Dataset<Row>> csv(InputMapping input, List<String> files) {
    Map<String, List<String>> byHeader = new LinkedHashMap<>();
    boolean header = input.source().options().getOrDefault("header", "").equalsIgnoreCase(TRUE);
    for (String file : files) {
      byHeader
          .computeIfAbsent(header ? firstLine(input, file) : "", key -> new ArrayList<>())
          .add(file);
    }
    return byHeader.values().stream().map(group -> csvGroup(input, group)).toList();
  }

  private Dataset<Row> csvGroup(InputMapping input, List<String> files) {
    List<String> names =
        input.source().columns().names().isEmpty()
            ? Arrays.asList(reader(input).csv(escaped(files.subList(0, 1))).columns())
            : input.source().columns().names();
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.StringType);
    }
    schema = schema.add(MappedRows.MALFORMED, DataTypes.StringType);
    return placed(
        input,
        reader(input)
            .schema(schema)
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", MappedRows.MALFORMED)
            .csv(escaped(files)));
  }

  private Dataset<Row> delta(InputMapping input, String table) {
    return reader(input).format("delta").load(table);
  }

  private Dataset<Row> json(InputMapping input, List<String> files) {
    DataFrameReader reader =
        reader(input)
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", MappedRows.MALFORMED);
    Optional<String> ddl = input.source().columns().schema();
    if (ddl.isPresent()) {
      StructType schema = StructType.fromDDL(ddl.get());
      return placed(
          input,
          reader
              .schema(schema.add(MappedRows.MALFORMED, DataTypes.StringType))
              .json(escaped(files)));
    }
    Dataset<Row> rows = reader.json(escaped(files));
    if (Arrays.equals(rows.columns(), new String[] {MappedRows.MALFORMED})) {
      throw new ConfigurationException(
          input.key() + ": no line of " + files.get(0) + " is a JSON object; is it format = csv?");
    }
    return placed(input, rows);
  }

  /** The sentence for a failure whose cause is a file that cannot be read to its end. */
  static Optional<String> unreadable(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException
          || cause instanceof ZipException
          || String.valueOf(cause.getMessage()).startsWith("[FAILED_READ_FILE")) {
        return Optional.of(
            "a file cannot be read to its end, so nothing was landed: "
                + text.lines().findFirst().orElse(text)
                + "; get the file again, or leave it out");
      }
    }
    return Optional.empty();
  }

  private DataFrameReader reader(InputMapping input) {
    // An option of the mapping wins over the zone.
    return spark
        .read()
        .option("timeZone", input.rows().times().zone().getId())
        .options(input.source().options());
  }

  private static Dataset<Row> placed(InputMapping input, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    columns.add(col("*"));
    if (!Arrays.asList(rows.columns()).contains(MappedRows.MALFORMED)) {
      columns.add(lit(null).cast(DataTypes.StringType).as(MappedRows.MALFORMED));
    }
    for (String optional : input.source().columns().optional()) {
      if (Arrays.stream(rows.columns()).noneMatch(optional::equalsIgnoreCase)) {
        columns.add(lit(null).cast(DataTypes.StringType).as(optional));
      }
    }
    columns.add(col("_metadata.file_path").as(MappedRows.FILE));
    columns.add(col("_metadata.file_block_start").as(MappedRows.BLOCK));
    columns.add(monotonically_increasing_id().as(MappedRows.ROW));
    return rows.select(columns.toArray(new Column[0]));
  }

  private String firstLine(InputMapping input, String file) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Charset charset =
        Charset.forName(
            input
                .source()
                .options()
                .getOrDefault(
                    "encoding", input.source().options().getOrDefault("charset", "UTF-8")));
    Path path = new Path(file);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    try (InputStream raw = path.getFileSystem(hadoop).open(path);
        InputStream plain = codec == null ? raw : codec.createInputStream(raw);
        BufferedReader lines = new BufferedReader(new InputStreamReader(plain, charset))) {
      String line = lines.readLine();
      return line == null ? "" : line.strip();
    } catch (EOFException | ZipException e) {
      throw new DataQualityException(
          file + " cannot be read to its end; get it again, or leave it out");
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Spark reads paths as globs; a file is meant as it stands. */
  private static String[] escaped(List<String> files) {
    return files.stream()
        .map(file -> file.replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1"))
        .toArray(String[]::new);
  }
}

package dev.nightjar.etl.landing;

import dev.nightjar.etl.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads landed files in parallel, one task for a group of them. Files are opened here and not by a
 * Spark source, because a line's number, a whole-file check before the first line, and strict
 * parsing are what the sources do not give.
 */
final class LandedReader {

  private LandedReader() {}

  /**
   * Rows that visitors make of the files, lazily.
   *
   * @param groups files of one task each
   * @param schema columns of the rows
   */
  static Dataset<Row> read(
      Lake lake, Feed feed, List<List<LandedFile>> groups, StructType schema, Visitors visitors) {
    SparkSession spark = lake.spark();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    JavaRDD<InternalRow> rows =
        context
            .parallelize(groups, Math.max(1, groups.size()))
            .flatMap(
                new ReadGroup(lake.uri(), feed.parser(), feed.maxLineBytes(), visitors, hadoop));
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(rows.rdd(), schema, false);
  }

  /** Makes the visitor of one task; sent to it. */
  interface Visitors extends Serializable {
    LineVisitor visitor();
  }

  /** One task. */
  private record ReadGroup(
      String lakeUri,
      LineParser parser,
      int maxLineBytes,
      Visitors visitors,
      Broadcast<SerializableConfiguration> hadoop)
      implements FlatMapFunction<List<LandedFile>, InternalRow> {

    @Override
    public Iterator<InternalRow> call(List<LandedFile> files) {
      return new LandedRows(
          files.iterator(), parser, maxLineBytes, this::content, visitors.visitor());
    }

    private LandedContent content(LandedFile file) {
      Path path = new Path(lakeUri + "/" + file.source());
      return new LandedContent(() -> stored(path, file), file.isGzip());
    }

    private InputStream stored(Path path, LandedFile file) throws IOException {
      return file.bytes() == 0
          ? InputStream.nullInputStream()
          : path.getFileSystem(hadoop.value().value()).open(path);
    }
  }
}

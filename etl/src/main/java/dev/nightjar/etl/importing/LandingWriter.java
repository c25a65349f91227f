package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to the landing zone from Spark's tasks: one gzip file a day and feed, several where
 * a day is large. A file is named by the hash of its lines, and lines stand in a fixed order, so
 * landing the same rows again meets the same names and changes nothing. One instance serves one
 * import; it is sent to the tasks by value.
 */
final class LandingWriter implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  private static final int LINES_A_FILE = 200_000;
  private static final long BYTES_A_FILE = 256L << 20;

  private final String root;
  private final SerializableConfiguration hadoop;
  private final int linesAFile;

  /**
   * @param root the lake's root, without a slash at its end
   */
  LandingWriter(String root, SerializableConfiguration hadoop) {
    this(root, hadoop, LINES_A_FILE);
  }

  LandingWriter(String root, SerializableConfiguration hadoop, int linesAFile) {
    this.root = root;
    this.hadoop = hadoop;
    this.linesAFile = linesAFile;
  }

  /** Writes rows of {@link MappedRows#LINES_SCHEMA}; gives a row for each file. */
  Dataset<Row> write(Dataset<Row> lines, int tasks) {
    return lines
        .repartition(tasks, col(MappedRows.FEED), col(MappedRows.DAY))
        .sortWithinPartitions(
            MappedRows.FEED, MappedRows.DAY, MappedRows.AT, MappedRows.RECENCY, MappedRows.LINE)
        .mapPartitions(this, Encoders.row(MappedRows.WRITTEN_SCHEMA));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> lines) throws IOException {
    FileSystem fs = fileSystem();
    List<Row> written = new ArrayList<>();
    @Nullable OpenFile open = null;
    while (lines.hasNext()) {
      Row row = lines.next();
      String feed = row.getAs(MappedRows.FEED);
      LocalDate day = ((java.sql.Date) row.getAs(MappedRows.DAY)).toLocalDate();
      if (open != null && !open.takes(feed, day, linesAFile)) {
        written.add(land(fs, open));
        open = null;
      }
      if (open == null) {
        open = new OpenFile(feed, day);
      }
      open.add(row.getAs(MappedRows.LINE));
    }
    if (open != null) {
      written.add(land(fs, open));
    }
    return written.iterator();
  }

  private Row land(FileSystem fs, OpenFile file) throws IOException {
    byte[] content = file.finish();
    String key =
        LakePaths.dayFolder(Feed.of(file.feed).folder(), file.day)
            + "/import-"
            + file.name()
            + ".jsonl.gz";
    Path target = new Path(root + "/" + key);
    boolean present = isPresent(fs, target, content.length);
    if (!present) {
      put(fs, target, content);
    }
    return RowFactory.create(
        file.feed, java.sql.Date.valueOf(file.day), key, (long) file.lines, present);
  }

  /** A file of the right name but another length was cut short by a crash: it is written again. */
  private static boolean isPresent(FileSystem fs, Path target, int length) throws IOException {
    try {
      return fs.getFileStatus(target).getLen() == length;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static void put(FileSystem fs, Path target, byte[] content) throws IOException {
    boolean atomic = !fs.getUri().getScheme().equals("file");
    // An object appears whole when its stream closes; a local file has to be renamed into place.
    Path first = atomic ? target : new Path(target.getParent(), "." + target.getName() + ".tmp");
    try (FSDataOutputStream out = fs.create(first, true)) {
      out.write(content);
    }
    if (!atomic && !fs.rename(first, target)) {
      throw new IOException(first + " cannot be renamed to " + target.getName());
    }
  }

  /** The lake's file system; a local one without its checksum files, which nothing reads. */
  private FileSystem fileSystem() throws IOException {
    FileSystem fs = new Path(root).getFileSystem(hadoop.value());
    return fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs;
  }

  /** One file being filled in memory: compressed lines are small. */
  private static final class OpenFile {
    private final String feed;
    private final LocalDate day;
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    private final OutputStream plain;
    private final MessageDigest digest;
    private int lines;
    private long bytes;

    OpenFile(String feed, LocalDate day) throws IOException {
      this.feed = feed;
      this.day = day;
      // The JDK leaves the time in the header at zero, so equal lines give equal files.
      this.plain = new GZIPOutputStream(compressed);
      this.digest = Sha256.digest();
    }

    boolean takes(String nextFeed, LocalDate nextDay, int linesAFile) {
      return feed.equals(nextFeed)
          && day.equals(nextDay)
          && lines < linesAFile
          && bytes < BYTES_A_FILE;
    }

    void add(byte[] line) throws IOException {
      write(line);
      write(new byte[] {'\n'});
      lines++;
      bytes += line.length + 1;
    }

    private void write(byte[] part) throws IOException {
      plain.write(part);
      digest.update(part);
    }

    byte[] finish() throws IOException {
      plain.close();
      return compressed.toByteArray();
    }

    String name() {
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }
  }
}

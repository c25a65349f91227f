package dev.nightjar.etl.landing;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Sha256;
import dev.nightjar.etl.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A landed file in the making, named by the hash of its lines: landing the same lines again, on
 * whichever day, meets the name and changes nothing. Holds its compressed lines in memory. Not
 * thread-safe.
 */
final class RelandedFile {

  private static final String PREFIX = "replay-";

  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final OutputStream plain;
  private final MessageDigest digest = Sha256.digest();
  private int lines;

  RelandedFile() {
    try {
      this.plain = new GZIPOutputStream(compressed);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  void add(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    plain.write(bytes);
    digest.update(bytes);
    lines++;
  }

  int lines() {
    return lines;
  }

  /** Lands the file unless it is there under any day; gives its path and whether it is new. */
  Landed land(Lake lake, String landing, LocalDate day) throws IOException {
    plain.close();
    String name = PREFIX + HexFormat.of().formatHex(digest.digest()).substring(0, 16) + ".jsonl.gz";
    FileSystem files = fileSystem(lake);
    FileStatus[] present = files.globStatus(new Path(lake.path(landing) + "/dt=*/" + name));
    if (present != null && present.length > 0) {
      Path found = present[0].getPath();
      return new Landed(landing + "/" + found.getParent().getName() + "/" + name, lines, false);
    }
    String source = LakePaths.dayFolder(landing, day) + "/" + name;
    Path target = new Path(lake.path(source));
    boolean atomic = !files.getUri().getScheme().equals("file");
    // An object appears whole when its stream closes; a local file has to be renamed into place.
    Path first = atomic ? target : new Path(target.getParent(), "." + name + ".tmp");
    try (OutputStream out = files.create(first, true)) {
      compressed.writeTo(out);
    }
    if (!atomic && !files.rename(first, target)) {
      throw new IOException(first + " cannot be renamed to " + target.getName());
    }
    return new Landed(source, lines, true);
  }

  /** The lake's file system; a local one without its checksum files, which nothing reads. */
  private static FileSystem fileSystem(Lake lake) {
    FileSystem files = lake.fileSystem();
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /**
   * What became of the file.
   *
   * @param source path relative to the root of the lake
   * @param lines its lines
   * @param isNew false if the same lines were landed before
   */
  record Landed(String source, int lines, boolean isNew) {}
}

package dev.nightjar.export.files;

import dev.nightjar.etl.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Single files of the lake, by their path relative to its root, on whatever file system holds it. A
 * put is seen whole or not at all: an object store does so by itself, on a local lake a temporary
 * file is renamed. Serializable, so that tasks write from where they run; safe for use by several
 * threads.
 */
public final class LakeFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Tells the S3A connector to leave the decision between two writers to the store. */
  private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

  private final String uri;
  private final SerializableConfiguration configuration;

  private LakeFiles(String uri, SerializableConfiguration configuration) {
    this.uri = uri;
    this.configuration = configuration;
  }

  /** The files of an open lake. */
  public static LakeFiles of(Lake lake) {
    return new LakeFiles(
        lake.uri(),
        new SerializableConfiguration(lake.spark().sparkContext().hadoopConfiguration()));
  }

  /** Writes or replaces a file with the content of a local one. */
  public void put(String relative, java.nio.file.Path local) {
    try (InputStream in = Files.newInputStream(local)) {
      write(relative, in);
    } catch (IOException e) {
      throw failed("written", relative, e);
    }
  }

  /** Writes or replaces a small file. */
  public void put(String relative, byte[] body) {
    try (InputStream in = new java.io.ByteArrayInputStream(body)) {
      write(relative, in);
    } catch (IOException e) {
      throw failed("written", relative, e);
    }
  }

  /** Writes a small file unless there is one; false when there is. */
  public boolean putIfAbsent(String relative, byte[] body) {
    try {
      FSDataOutputStreamBuilder<?, ?> builder =
          files().createFile(path(relative)).overwrite(false).recursive();
      builder.opt(CONDITIONAL, true);
      try (FSDataOutputStream out = builder.build()) {
        out.write(body);
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (exists(relative)) {
        // A conditional write that lost the race is reported at the end of the upload.
        return false;
      }
      throw failed("written", relative, e);
    }
  }

  /** The content of a small file, or empty when there is none. */
  public Optional<byte[]> read(String relative) {
    try (InputStream in = files().open(path(relative))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", relative, e);
    }
  }

  /** Copies a file to a local one. */
  public void download(String relative, java.nio.file.Path local) {
    try (InputStream in = files().open(path(relative));
        OutputStream out = Files.newOutputStream(local)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw failed("read", relative, e);
    }
  }

  /** Whether a file or folder is there. */
  public boolean exists(String relative) {
    try {
      return files().exists(path(relative));
    } catch (IOException e) {
      throw failed("looked up", relative, e);
    }
  }

  /** Names of what stands in a folder, ascending; none when there is no such folder. */
  public List<String> names(String folder) {
    try {
      List<String> names = new ArrayList<>();
      for (FileStatus status : files().listStatus(path(folder))) {
        names.add(status.getPath().getName());
      }
      names.sort(Comparator.naturalOrder());
      return names;
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("listed", folder, e);
    }
  }

  /** Deletes a file, or a folder with all that is in it. */
  public void delete(String relative) {
    try {
      files().delete(path(relative), true);
    } catch (IOException e) {
      throw failed("deleted", relative, e);
    }
  }

  /** When a file was last written, in milliseconds since 1970. */
  public long writtenAtMillis(String relative) {
    try {
      return files().getFileStatus(path(relative)).getModificationTime();
    } catch (IOException e) {
      throw failed("looked up", relative, e);
    }
  }

  /** Full path of a file. */
  public String fullPath(String relative) {
    return uri + "/" + relative;
  }

  private void write(String relative, InputStream in) throws IOException {
    FileSystem files = files();
    Path target = path(relative);
    if (!local(files)) {
      try (OutputStream out = files.create(target, true)) {
        in.transferTo(out);
      }
      return;
    }
    java.nio.file.Path end = java.nio.file.Path.of(target.toUri().getPath());
    Files.createDirectories(end.getParent());
    java.nio.file.Path begun = Files.createTempFile(end.getParent(), ".begun-", "");
    try {
      try (OutputStream out = Files.newOutputStream(begun)) {
        in.transferTo(out);
      }
      Files.move(
          begun,
          end,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  /** A local lake is reached below the layer that writes a checksum file beside every file. */
  private FileSystem files() throws IOException {
    FileSystem files = path("").getFileSystem(configuration.value());
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  private static boolean local(FileSystem files) {
    return "file".equals(files.getUri().getScheme());
  }

  private Path path(String relative) {
    return new Path(relative.isEmpty() ? uri + "/" : uri + "/" + relative);
  }

  private UncheckedIOException failed(String what, String relative, IOException cause) {
    return new UncheckedIOException(
        fullPath(relative)
            + " cannot be "
            + what
            + " ("
            + cause.getMessage()
            + "); check the lake and its free space",
        cause);
  }
}

package dev.nightjar.etl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickRawFilesTest {

  @TempDir private Path folder;
  private final Configuration conf = new Configuration();

  @BeforeEach
  void choose() {
    conf.set("fs.file.impl", QuickLocalFileSystem.class.getName());
    conf.set("fs.AbstractFileSystem.file.impl", QuickLocalFs.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rwxrwxrwx", "r--------", "-wx-w--wx"})
  void setsTheModeThatIsAskedFor(String mode) throws IOException {
    Path file = Files.createFile(folder.resolve("a"));
    try (FileSystem files = FileSystem.newInstance(URI.create("file:///"), conf)) {
      assertThat(files).isInstanceOf(QuickLocalFileSystem.class);
      files.setPermission(hadoop(file), FsPermission.valueOf("-" + mode));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(mode);
  }

  @Test
  void renamesOntoNothingThatIsThere() throws IOException {
    FileContext files = FileContext.getFileContext(URI.create("file:///"), conf);
    Path from = folder.resolve("from");
    Path to = Files.writeString(folder.resolve("to"), "before");
    try (OutputStream out = files.create(hadoop(from), EnumSet.of(CreateFlag.CREATE))) {
      out.write('x');
    }
    assertThatThrownBy(() -> files.rename(hadoop(from), hadoop(to), Options.Rename.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(to)).isEqualTo("before");
    Path free = folder.resolve("free");
    files.rename(hadoop(from), hadoop(free), Options.Rename.NONE);
    assertThat(Files.readString(free)).isEqualTo("x");
    assertThat(from).doesNotExist();
  }

  @Test
  void listsFilesWithAllThatIsAskedOfThem() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    Files.createDirectory(folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("gone"), folder.resolve("nothing"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    try (QuickRawFiles files = new QuickRawFiles();
        RawLocalFileSystem slow = new RawLocalFileSystem()) {
      files.initialize(URI.create("file:///"), conf);
      slow.initialize(URI.create("file:///"), conf);
      FileStatus[] found = files.listStatus(hadoop(folder));
      FileStatus[] expected = slow.listStatus(hadoop(folder));
      assertThat(found).containsExactlyInAnyOrder(expected);
      for (FileStatus status : found) {
        assertThat(status.getClass()).as("asks nobody later").isEqualTo(FileStatus.class);
      }
      assertThat(Stream.of(found).map(QuickRawFilesTest::text))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(expected).map(QuickRawFilesTest::text).toList());
    }
  }

  private static String text(FileStatus status) {
    return "%s %d %s %s %s %s %d"
        .formatted(
            status.getPath(),
            status.getLen(),
            status.isDirectory(),
            status.getPermission(),
            status.getOwner(),
            status.getGroup(),
            status.getModificationTime());
  }

  @Test
  void tellsALinkFromAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("a"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (QuickRawFiles files = new QuickRawFiles()) {
      files.initialize(URI.create("file:///"), conf);
      assertThat(files.getFileLinkStatus(hadoop(link)).isSymlink()).isTrue();
      assertThat(files.getFileLinkStatus(hadoop(file)).isSymlink()).isFalse();
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }
}

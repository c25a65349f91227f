package dev.nightjar.etl.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files without a process for each. Where Hadoop's native library is absent, as it is nearly
 * everywhere, Hadoop starts {@code chmod} for each new file and folder, {@code readlink} four times
 * a rename and {@code ls} for each file of a listing: some hundred processes a night, thousands
 * where years have landed. The JDK does the same in microseconds.
 */
class QuickRawFiles extends RawLocalFileSystem {

  private static final int BITS = 0777;

  /** From that of others to that of the owner to read, as the bits of a mode stand. */
  private static final PosixFilePermission[] FROM_LOWEST_BIT = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    int mode = permission.toShort();
    if ((mode & ~BITS) != 0) {
      super.setPermission(path, permission);
      return;
    }
    try {
      Files.setPosixFilePermissions(pathToFile(path).toPath(), permissions(mode));
    } catch (UnsupportedOperationException notPosix) {
      super.setPermission(path, permission);
    }
  }

  /** What Hadoop would ask {@code ls} for later is known from the start. */
  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    FileStatus[] found = super.listStatus(path);
    for (int i = 0; i < found.length; i++) {
      found[i] = described(found[i]);
    }
    return found;
  }

  private FileStatus described(FileStatus file) throws IOException {
    try {
      PosixFileAttributes known =
          Files.readAttributes(pathToFile(file.getPath()).toPath(), PosixFileAttributes.class);
      return new FileStatus(
          file.getLen(),
          file.isDirectory(),
          file.getReplication(),
          file.getBlockSize(),
          file.getModificationTime(),
          file.getAccessTime(),
          new FsPermission(mode(known.permissions())),
          known.owner().getName(),
          known.group().getName(),
          file.getPath());
    } catch (UnsupportedOperationException | NoSuchFileException unknown) {
      return file;
    }
  }

  private static short mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (int bit = 0; bit < FROM_LOWEST_BIT.length; bit++) {
      mode |= permissions.contains(FROM_LOWEST_BIT[bit]) ? 1 << bit : 0;
    }
    return (short) mode;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < FROM_LOWEST_BIT.length; bit++) {
      if ((mode & (1 << bit)) != 0) {
        permissions.add(FROM_LOWEST_BIT[bit]);
      }
    }
    return permissions;
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return Files.isSymbolicLink(pathToFile(path).toPath())
        ? super.getFileLinkStatus(path)
        : getFileStatus(path);
  }
}

package dev.nightjar.export.snapshot;

import dev.nightjar.contract.Sha256;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.ranking.store.StoreFileWriter;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Writes store files of one snapshot: locally first, because RocksDB writes to local disks only,
 * then to the lake under a name that depends on nothing but the content's place. A task that is run
 * again therefore replaces its own file by the same bytes. Used on the driver and in tasks.
 *
 * @param files the lake
 * @param folder the snapshot's folder, relative to the lake's root
 */
public record StoreFiles(LakeFiles files, String folder) implements Serializable {
  private static final HexFormat HEX = HexFormat.of();

  /** A row of the store. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(byte[] key, byte[] value) {}

  /** Writes a file of the given rows, keys ascending; empty when there are none. */
  Optional<BuiltFile> write(String name, Iterator<Entry> rows) {
    try {
      Path scratch = Files.createTempDirectory("nightjar-store-");
      Path local = scratch.resolve(name);
      try {
        return fill(name, local, rows);
      } finally {
        Files.deleteIfExists(local);
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "store file "
              + name
              + " cannot be written to "
              + System.getProperty("java.io.tmpdir")
              + "; check its free space",
          e);
    }
  }

  private Optional<BuiltFile> fill(String name, Path local, Iterator<Entry> rows)
      throws IOException {
    Entry first = null;
    Entry last = null;
    long count;
    try (StoreFileWriter writer = new StoreFileWriter(local)) {
      while (rows.hasNext()) {
        last = rows.next();
        first = first == null ? last : first;
        writer.put(last.key(), last.value());
      }
      count = writer.finish();
    }
    if (first == null || last == null) {
      return Optional.empty();
    }
    files.put(folder + "/" + name, local);
    return Optional.of(
        new BuiltFile(
            name,
            Files.size(local),
            Sha256.hex(local),
            count,
            List.of(
                HEX.formatHex(first.key()),
                Sha256.hex(first.value()),
                HEX.formatHex(last.key()),
                Sha256.hex(last.value()))));
  }

  /** Writes a file beside the store, whole. */
  BuiltFile writeBeside(String name, byte[] body, long rows) {
    files.put(folder + "/" + name, body);
    return new BuiltFile(name, body.length, Sha256.hex(body), rows, List.of());
  }

  /** An iterator of one row after the other from an index. */
  static Iterator<Entry> indexed(int size, java.util.function.IntFunction<Entry> entry) {
    return java.util.stream.IntStream.range(0, size).mapToObj(entry).iterator();
  }

  /** A name's place in the ranges that user files cover; see {@link UserFiles}. */
  static String userFile(int part) {
    return String.format(java.util.Locale.ROOT, "users-%05d.sst", part);
  }

  @Override
  public String toString() {
    return "StoreFiles[" + folder + "]";
  }
}

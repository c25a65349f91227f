package dev.nightjar.ranking.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes one file of a snapshot's store, keys ascending. Only what rocksdbjni 9.8.4 has is used,
 * because a Spark distribution puts that one first on the class path. Closed before {@link
 * #finish()} it leaves no file. Not thread-safe.
 */
public final class StoreFileWriter implements AutoCloseable {
  /** Readable by every RocksDB from 6.6 on, so that writer and reader may differ. */
  private static final int TABLE_FORMAT = 5;

  private static final double BLOOM_BITS_PER_KEY = 10;

  static {
    RocksDB.loadLibrary();
  }

  private final Path file;
  private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
  private final EnvOptions envOptions = new EnvOptions();
  private final Options options = new Options();
  private final SstFileWriter writer;
  private long rows;
  private boolean finished;

  /**
   * @param file the file to write, replaced when it exists; its folder must exist
   */
  public StoreFileWriter(Path file) {
    this.file = file;
    options
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setFormatVersion(TABLE_FORMAT)
                .setFilterPolicy(bloom)
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash));
    writer = new SstFileWriter(envOptions, options);
    try {
      Files.deleteIfExists(file);
      writer.open(file.toString());
    } catch (RocksDBException | IOException e) {
      closeNative();
      throw failed(e);
    }
  }

  /** Adds a row; its key must come after the one before in the order of unsigned bytes. */
  public void put(byte[] key, byte[] value) {
    try {
      writer.put(key, value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
    rows++;
  }

  /**
   * Completes the file.
   *
   * @return the rows written; with 0 there is no file, because RocksDB has no empty one
   */
  public long finish() {
    if (rows > 0) {
      try {
        writer.finish();
      } catch (RocksDBException e) {
        throw failed(e);
      }
      finished = true;
    }
    return rows;
  }

  @Override
  public void close() {
    closeNative();
    if (!finished) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private void closeNative() {
    writer.close();
    options.close();
    envOptions.close();
    bloom.close();
  }

  private StoreException failed(Exception cause) {
    return new StoreException(
        "cannot write the store file " + file + " after " + rows + " rows", cause);
  }
}

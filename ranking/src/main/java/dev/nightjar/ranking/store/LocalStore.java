package dev.nightjar.ranking.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.HyperClockCache;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.util.StdErrLogger;

/**
 * The store files of one snapshot as one read-only RocksDB. The files are hard-linked into a folder
 * of its own, so nothing is copied and the snapshot's files stay as they were published. Reads are
 * thread-safe; closing is the owner's business, after the last read.
 */
final class LocalStore implements AutoCloseable {
  private static final long BLOCK_CACHE_BYTES = 32L << 20;

  /** Most blocks hold a person's value or a few items. */
  private static final long BLOCK_BYTES = 4096;

  private static final long SCAN_READAHEAD_BYTES = 2L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private final StoreFolder folder;
  private final StdErrLogger log = new StdErrLogger(InfoLogLevel.FATAL_LEVEL);
  private final Cache cache = new HyperClockCache(BLOCK_CACHE_BYTES, BLOCK_BYTES, -1, false);
  private final BloomFilter bloom = new BloomFilter();
  private final Options options = new Options();
  private final ReadOptions reads = new ReadOptions();
  private final @Nullable RocksDB db;

  /**
   * Opens the store files {@code names} of the folder {@code snapshot}.
   *
   * @throws StoreException when a file is missing, damaged or overlaps another one
   */
  static LocalStore open(Path snapshot, List<String> names) {
    StoreFolder folder;
    try {
      folder = StoreFolder.take(snapshot);
    } catch (IOException e) {
      throw new StoreException("cannot make room for a store in " + snapshot, e);
    }
    return new LocalStore(folder, snapshot, names);
  }

  private LocalStore(StoreFolder folder, Path snapshot, List<String> names) {
    this.folder = folder;
    options
        .setCreateIfMissing(true)
        .setLogger(log)
        .setMaxOpenFiles(-1)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setTableFormatConfig(
            new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
    RocksDB opened = null;
    try {
      ingest(snapshot, names);
      opened = RocksDB.openReadOnly(options, folder.path().toString());
    } catch (RocksDBException | IOException e) {
      throw new StoreException("cannot open the store of " + snapshot, e);
    } finally {
      db = opened;
      if (opened == null) {
        close();
      }
    }
  }

  /** The value of {@code key}, or null. */
  byte @Nullable [] value(byte[] key) {
    try {
      return open().get(reads, key);
    } catch (RocksDBException e) {
      throw new StoreException("cannot read the store " + folder.path(), e);
    }
  }

  /** Gives every row of one kind to {@code visitor}, in the order of keys. */
  void scan(byte kind, RowVisitor visitor) {
    try (ReadOptions scanning =
            new ReadOptions().setFillCache(false).setReadaheadSize(SCAN_READAHEAD_BYTES);
        RocksIterator rows = open().newIterator(scanning)) {
      for (rows.seek(new byte[] {kind}); rows.isValid(); rows.next()) {
        byte[] key = rows.key();
        if (key[0] != kind) {
          break;
        }
        visitor.row(key, rows);
      }
      rows.status();
    } catch (RocksDBException e) {
      throw new StoreException("cannot read the store " + folder.path(), e);
    }
  }

  /** Up to so many keys, of the kind of {@code after}, that come after it, in their order. */
  List<byte[]> keysAfter(byte[] after, int limit) {
    List<byte[]> keys = new ArrayList<>();
    try (RocksIterator rows = open().newIterator(reads)) {
      for (rows.seek(after); rows.isValid() && keys.size() < limit; rows.next()) {
        byte[] key = rows.key();
        if (key[0] != after[0]) {
          break;
        }
        if (!Arrays.equals(key, after)) {
          keys.add(key);
        }
      }
      rows.status();
      return keys;
    } catch (RocksDBException e) {
      throw new StoreException("cannot read the store " + folder.path(), e);
    }
  }

  /**
   * How many rows of one kind there are. A file whose first and last row are of the kind says how
   * many it has; only where files hold several kinds are rows read.
   */
  long count(byte kind) {
    long count = 0;
    for (LiveFileMetaData file : open().getLiveFilesMetaData()) {
      byte first = file.smallestKey()[0];
      byte last = file.largestKey()[0];
      if (first == kind && last == kind) {
        count += file.numEntries();
      } else if (Byte.compareUnsigned(first, kind) <= 0 && Byte.compareUnsigned(kind, last) <= 0) {
        return countOneByOne(kind);
      }
    }
    return count;
  }

  private long countOneByOne(byte kind) {
    long[] count = new long[1];
    scan(kind, (key, rows) -> count[0]++);
    return count[0];
  }

  @Override
  public void close() {
    if (db != null) {
      db.close();
    }
    reads.close();
    options.close();
    bloom.close();
    cache.close();
    log.close();
    try {
      folder.close();
    } catch (IOException e) {
      throw new StoreException("cannot remove the opened store " + folder.path(), e);
    }
  }

  private RocksDB open() {
    if (db == null) {
      throw new IllegalStateException("the store was never opened");
    }
    return db;
  }

  private void ingest(Path snapshot, List<String> names) throws RocksDBException, IOException {
    Path links = Files.createDirectory(folder.path().resolve("in"));
    List<String> files = new ArrayList<>(names.size());
    for (String name : names) {
      Path link = links.resolve(name);
      linkOrCopy(snapshot.resolve(name), link);
      files.add(link.toString());
    }
    // Moving takes the links away, not the published files. Nothing may be written into a file that
    // is shared, hence no global sequence number: files that overlap are refused instead.
    try (RocksDB fresh = RocksDB.open(options, folder.path().toString());
        IngestExternalFileOptions ingestion =
            new IngestExternalFileOptions()
                .setMoveFiles(true)
                .setAllowGlobalSeqNo(false)
                .setWriteGlobalSeqno(false)) {
      if (!files.isEmpty()) {
        fresh.ingestExternalFile(files, ingestion);
      }
    }
  }

  private static void linkOrCopy(Path file, Path link) throws IOException {
    try {
      Files.createLink(link, file.toRealPath());
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
      Files.copy(file, link);
    }
  }

  /** What to do with a row of a scan. */
  interface RowVisitor {
    /** Takes a row; its value can be had from {@code rows} until this returns. */
    void row(byte[] key, RocksIterator rows);
  }
}

package dev.nightjar.export.snapshot;

import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.export.snapshot.StoreFiles.Entry;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Persons to store files of disjoint, ascending key ranges, one a task. The ranges divide the first
 * four characters evenly, because pseudonyms are hexadecimal and uniform: no sampling pass, and the
 * same persons give the same files in every run.
 */
final class UserFiles {
  private UserFiles() {}

  /** Writes all persons; what comes back is bounded by the number of files. */
  static List<BuiltFile> write(JavaPairRDD<String, byte[]> records, StoreFiles target, int files) {
    return records
        .repartitionAndSortWithinPartitions(new PseudonymRanges(files), new ByteOrder())
        .mapPartitionsWithIndex((part, rows) -> writePart(part, rows, target), false)
        .collect();
  }

  private static Iterator<BuiltFile> writePart(
      int part, Iterator<Tuple2<String, byte[]>> rows, StoreFiles target) {
    Iterator<Entry> entries =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public Entry next() {
            Tuple2<String, byte[]> row = rows.next();
            return new Entry(SnapshotKeys.user(row._1()), row._2());
          }
        };
    return target.write(StoreFiles.userFile(part), entries).stream().iterator();
  }

  /**
   * The order of the store: of bytes. Person ids are ASCII, for which this is the order of text.
   */
  private static final class ByteOrder implements Comparator<String>, java.io.Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(String a, String b) {
      return a.compareTo(b);
    }
  }

  /** Which file a person belongs to; never falls as ids rise. */
  static final class PseudonymRanges extends Partitioner {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 4;

    private final int files;

    PseudonymRanges(int files) {
      this.files = files;
    }

    @Override
    public int numPartitions() {
      return files;
    }

    @Override
    public int getPartition(Object key) {
      String id = (String) key;
      long place = 0;
      for (int i = 0; i < DIGITS; i++) {
        place = place * 16 + (i < id.length() ? digit(id.charAt(i)) : 0);
      }
      return (int) (place * files >> (4 * DIGITS));
    }

    private static int digit(char c) {
      if (c <= '9') {
        return Math.max(0, c - '0');
      }
      return c < 'a' ? 9 : Math.min(15, c - 'a' + 10);
    }
  }
}

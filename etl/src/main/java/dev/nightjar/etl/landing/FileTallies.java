package dev.nightjar.etl.landing;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the tallies of landed files from the tasks to the driver. A file's tally replaces an
 * earlier one of the same file, so that a task that is run again counts nothing twice. Bounded by
 * the files of a night. Tasks add, the driver reads once the job has ended.
 */
final class FileTallies extends AccumulatorV2<FileTally, Map<String, FileTally>> {

  private static final long serialVersionUID = 1L;

  /** Spark prints it from another thread while results come in. */
  private final Map<String, FileTally> byFile = new ConcurrentSkipListMap<>();

  @Override
  public boolean isZero() {
    return byFile.isEmpty();
  }

  @Override
  public AccumulatorV2<FileTally, Map<String, FileTally>> copy() {
    FileTallies copy = new FileTallies();
    copy.byFile.putAll(byFile);
    return copy;
  }

  @Override
  public void reset() {
    byFile.clear();
  }

  @Override
  public void add(FileTally tally) {
    byFile.put(tally.file().source(), tally);
  }

  @Override
  public void merge(AccumulatorV2<FileTally, Map<String, FileTally>> other) {
    byFile.putAll(other.value());
  }

  @Override
  public Map<String, FileTally> value() {
    return byFile;
  }
}

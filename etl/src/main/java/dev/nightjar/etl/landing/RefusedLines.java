package dev.nightjar.etl.landing;

import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * The second reading, of files in which more was refused than the first could keep: rows of
 * bronze.quarantine. Only the lines known to be refused are parsed again. Not thread-safe.
 */
final class RefusedLines implements LineVisitor {

  private final Map<String, FileTally> tallies;
  private final QuarantineRows rows;
  private @Nullable FileTally tally;

  /**
   * @param tallies of the files that are read, by their path
   * @param rows makes the rows
   */
  RefusedLines(Map<String, FileTally> tallies, QuarantineRows rows) {
    this.tallies = tallies;
    this.rows = rows;
  }

  @Override
  public FileCheck.Verdict judge(LandedFile file, LandedContent content) {
    FileTally known = tallies.get(file.source());
    if (known == null) {
      throw new IllegalStateException(file.source() + " was not read before");
    }
    tally = known;
    return known.verdict();
  }

  @Override
  public boolean wants(long line) {
    return tally != null && tally.isRefused(line);
  }

  @Override
  public InternalRow refused(LandedFile file, RefusedLine line) {
    return CatalystRows.of(rows.line(file, line));
  }
}

package dev.nightjar.etl.landing;

import dev.nightjar.etl.tables.Events;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * The first reading: rows of the bronze table, and a tally of each file with the quarantine rows of
 * what was refused in it, as long as those are few. Not thread-safe.
 */
final class TakenLines implements LineVisitor {

  /** Rows of the quarantine that one task keeps at most, some megabytes. */
  static final int MOST_KEPT_ROWS = 5000;

  private final FileTallies tallies;
  private final QuarantineRows quarantine;
  private final int runDateAt;
  private final int runDate;
  private int room;
  private @Nullable FileTally tally;

  /**
   * @param tallies takes what each file held
   * @param quarantine makes its rows
   * @param mostKeptRows rows of the quarantine that are kept at most
   * @param runDate night that takes the lines
   */
  TakenLines(FileTallies tallies, QuarantineRows quarantine, int mostKeptRows, LocalDate runDate) {
    this.tallies = tallies;
    this.quarantine = quarantine;
    this.room = mostKeptRows;
    this.runDateAt = quarantine.parser().schema().fieldIndex(Events.RUN_DATE);
    this.runDate = Math.toIntExact(runDate.toEpochDay());
  }

  @Override
  public FileCheck.Verdict judge(LandedFile file, LandedContent content) throws IOException {
    FileCheck.Verdict verdict =
        file.refusal().isEmpty() ? content.check() : new FileCheck.Verdict(file.refusal(), 0);
    tally = new FileTally(file, verdict);
    return verdict;
  }

  @Override
  public @Nullable InternalRow refusedFile(LandedFile file, String rule) {
    current().keep(quarantine.file(file, rule));
    return null;
  }

  @Override
  public InternalRow accepted(LandedFile file, LineParser.Parsed parsed) {
    current().accept(parsed.note());
    // Set here, not by a step after it, which would copy every row.
    parsed.row().setInt(runDateAt, runDate);
    return parsed.row();
  }

  @Override
  public @Nullable InternalRow refused(LandedFile file, RefusedLine line) {
    FileTally open = current();
    open.refuse(line.refusal().rule(), line.number());
    if (room > 0) {
      room--;
      open.keep(quarantine.line(file, line));
    }
    return null;
  }

  @Override
  public void end() {
    tallies.add(current());
  }

  private FileTally current() {
    FileTally open = tally;
    if (open == null) {
      throw new IllegalStateException("a line before its file");
    }
    return open;
  }
}

package dev.nightjar.etl.landing;

import java.io.IOException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The first reading: rows of the bronze table, and a tally of each file. Not thread-safe. */
final class TakenLines implements LineVisitor {

  private final FileTallies tallies;
  private @Nullable FileTally tally;

  TakenLines(FileTallies tallies) {
    this.tallies = tallies;
  }

  @Override
  public FileCheck.Verdict judge(LandedFile file, FileCheck.Source source) throws IOException {
    FileCheck.Verdict verdict =
        file.refusal().isEmpty()
            ? FileCheck.check(source, file.isGzip())
            : new FileCheck.Verdict(file.refusal(), 0);
    tally = new FileTally(file, verdict);
    return verdict;
  }

  @Override
  public Row accepted(LandedFile file, LineParser.Parsed parsed) {
    current().accept(parsed.note());
    return parsed.row();
  }

  @Override
  public @Nullable Row refused(LandedFile file, RefusedLine line) {
    current().refuse(line.refusal().rule(), line.number());
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

package dev.nightjar.etl.landing;

import dev.nightjar.etl.AccountedLines;
import dev.nightjar.etl.tables.RunAccounting;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What one landed file held: its lines by outcome and rule, and which of them were refused. Filled
 * by the one task that reads the file, then only read. Beside the rows that the task keeps, which
 * are bounded, a bit a line is all it grows with.
 */
final class FileTally implements Serializable {

  private static final long serialVersionUID = 1L;

  private final LandedFile file;
  private final FileCheck.Verdict verdict;
  private final Map<String, Long> accepted = new TreeMap<>();
  private final Map<String, Long> quarantined = new TreeMap<>();
  private final BitSet refusedLines = new BitSet();
  private final List<Row> keptRows = new ArrayList<>();

  FileTally(LandedFile file, FileCheck.Verdict verdict) {
    this.file = file;
    this.verdict = verdict;
  }

  void accept(String note) {
    accepted.merge(note, 1L, Long::sum);
  }

  void refuse(String rule, long line) {
    quarantined.merge(rule, 1L, Long::sum);
    refusedLines.set(Math.toIntExact(line));
  }

  /** Keeps the quarantine row of the file itself or of the line refused last. */
  void keep(Row row) {
    keptRows.add(row);
  }

  /** Quarantine rows of the file; not all of them if {@link #isTooMuchToKeep}. */
  List<Row> keptRows() {
    return keptRows;
  }

  /** Whether lines were refused whose quarantine rows are not kept. */
  boolean isTooMuchToKeep() {
    return keptRows.size() < refusedLines.cardinality();
  }

  LandedFile file() {
    return file;
  }

  FileCheck.Verdict verdict() {
    return verdict;
  }

  boolean isRefused(long line) {
    return refusedLines.get(Math.toIntExact(line));
  }

  /** One entry an outcome and rule; one of no lines for a file refused as a whole. */
  List<AccountedLines> accounted() {
    List<AccountedLines> lines = new ArrayList<>();
    if (!verdict.refusal().isEmpty()) {
      lines.add(entry(RunAccounting.QUARANTINED, verdict.refusal(), 0));
    }
    accepted.forEach((note, count) -> lines.add(entry(RunAccounting.ACCEPTED, note, count)));
    quarantined.forEach((rule, count) -> lines.add(entry(RunAccounting.QUARANTINED, rule, count)));
    return lines;
  }

  private AccountedLines entry(String outcome, String rule, long lines) {
    return new AccountedLines(file.source(), file.landingDate(), outcome, rule, lines);
  }
}
